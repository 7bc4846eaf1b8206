/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-sign-in-check.h"

#include "server/auth/outlay-failed-sign-in.h"
#include "server/auth/outlay-password.h"
#include "server/auth/outlay-sign-in.h"
#include "server/history/outlay-audit-store.h"
#include "server/http/outlay-proxies.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-person-store.h"

/* Where somebody has signed in within that time is a place they know. */
#define FAMILIAR_USEC ((gint64) 90 * 24 * 60 * 60 * G_USEC_PER_SEC)

/* What the database has of the address */
typedef struct
{
  char *company;
  char *person;
  char *hash;
  gboolean is_disabled;
} Account;

static void
account_clear (Account *account)
{
  g_free (account->company);
  g_free (account->person);
  g_free (account->hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Account, account_clear)

static gboolean
find_account (Account *account, OutlayService *service, const char *email, GError **error)
{
  OutlayConnection *reader = outlay_service_get_reader (service, error);
  g_autoptr (OutlayRow) row = NULL;

  if (reader == NULL || !outlay_connection_find (reader, &row, error, "address/find", "s", email))
    return FALSE;
  if (row == NULL)
    return TRUE;

  account->company = g_strdup (outlay_statement_get_text (row, 0));
  account->person = g_strdup (outlay_statement_get_text (row, 1));
  account->hash = g_strdup (outlay_statement_get_text (row, 2));
  account->is_disabled = !outlay_statement_is_null (row, 3);

  return TRUE;
}

/* What failures are counted by. */
typedef struct
{
  char *email; /* as accounts are told apart */
  char *place; /* where the request comes from */
  char *pair;  /* both */
} Guess;

static void
guess_init (Guess *self, const OutlayRequest *request, const char *email)
{
  self->email = outlay_person_store_fold_email (email);
  self->place = outlay_address_dup_network (request->remote);
  self->pair = g_strconcat (self->place, " ", self->email, NULL);
}

static void
guess_clear (Guess *self)
{
  g_free (self->email);
  g_free (self->place);
  g_free (self->pair);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Guess, guess_clear)

/* Seconds to wait, whoever is asked for. Guesses from one place are held back soon. */
static guint
get_wait (const OutlayRequest *request, const Guess *guess)
{
  OutlayAttempts *attempts = request->service->attempts;
  guint here = outlay_attempts_get_wait (attempts, "account-at-address", guess->pair,
                                         OUTLAY_ACCOUNT_AT_ADDRESS_FAILURES, request->now);
  guint address = outlay_attempts_get_wait (attempts, "address", guess->place,
                                            OUTLAY_ADDRESS_FAILURES, request->now);

  return MAX (here, address);
}

/* Those of strangers elsewhere keep nobody from their own account before there are many; and even
 * then not from where they have signed in before, or it would be easy to lock people out. */
static gboolean
check_strangers (const OutlayRequest *request,
                 const Guess *guess,
                 const Account *account,
                 guint *wait,
                 GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  OutlayConnection *reader;

  *wait = outlay_attempts_get_wait (request->service->attempts, "account", guess->email,
                                    OUTLAY_ACCOUNT_FAILURES, request->now);
  if (*wait == 0 || account->person == NULL)
    return TRUE;

  reader = outlay_service_get_reader (request->service, error);
  if (reader == NULL ||
      !outlay_connection_find (reader, &row, error, "audit/knows-place", "ssssi", account->company,
                               account->person, OUTLAY_AUDIT_SIGN_IN, request->remote,
                               request->now - FAMILIAR_USEC))
    return FALSE;

  if (row != NULL)
    *wait = 0;
  return TRUE;
}

static void
note_failure (const OutlayRequest *request, const Guess *guess)
{
  OutlayAttempts *attempts = request->service->attempts;

  outlay_attempts_add (attempts, "account-at-address", guess->pair, request->now);
  outlay_attempts_add (attempts, "account", guess->email, request->now);
  outlay_attempts_add (attempts, "address", guess->place, request->now);
  g_message ("a sign-in from %s failed", request->remote);
}

gboolean
outlay_sign_in_check (const OutlayRequest *request,
                      const char *email,
                      const char *password,
                      OutlaySignInCheck *check,
                      GError **error)
{
  OutlayService *service = request->service;
  g_auto (Account) account = { 0 };
  g_auto (Guess) guess = { 0 };

  guess_init (&guess, request, email);
  check->wait = get_wait (request, &guess);
  if (check->wait == 0 && (!find_account (&account, service, guess.email, error) ||
                           !check_strangers (request, &guess, &account, &check->wait, error)))
    return FALSE;
  if (check->wait > 0)
    {
      check->outcome = OUTLAY_SIGN_IN_EAGER;
      return TRUE;
    }

  /* The same work and the same answer, whether there is such an account or not. */
  if (!outlay_password_verify (service->keys->pepper, password, account.hash,
                               service->settings->bcrypt_cost) ||
      account.is_disabled)
    {
      note_failure (request, &guess);
      if (account.person != NULL)
        outlay_failed_sign_in_note (request, account.company, account.person);
      check->outcome = OUTLAY_SIGN_IN_WRONG;
      return TRUE;
    }

  /* What was guessed elsewhere stays counted. */
  outlay_attempts_clear (service->attempts, "account-at-address", guess.pair);
  check->outcome = OUTLAY_SIGN_IN_RIGHT;
  check->company = g_steal_pointer (&account.company);
  check->person = g_steal_pointer (&account.person);
  return TRUE;
}

void
outlay_sign_in_check_clear (OutlaySignInCheck *self)
{
  g_clear_pointer (&self->company, g_free);
  g_clear_pointer (&self->person, g_free);
}
