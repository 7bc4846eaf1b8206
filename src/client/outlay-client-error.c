/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"

#include <libsoup/soup.h>

#include "client/transport/outlay-problem.h"

/* What travels with an error of the client besides code and message. */
typedef struct
{
  OutlayProblem *problem;
  guint retry_after;
  gboolean was_not_sent;
} OutlayClientErrorPrivate;

static void
outlay_client_error_private_init (OutlayClientErrorPrivate *self)
{
}

static void
outlay_client_error_private_copy (const OutlayClientErrorPrivate *from,
                                  OutlayClientErrorPrivate *to)
{
  to->problem = from->problem != NULL ? outlay_problem_copy (from->problem) : NULL;
  to->retry_after = from->retry_after;
  to->was_not_sent = from->was_not_sent;
}

static void
outlay_client_error_private_clear (OutlayClientErrorPrivate *self)
{
  g_clear_pointer (&self->problem, outlay_problem_free);
}

G_DEFINE_EXTENDED_ERROR (OutlayClientError, outlay_client_error)

static OutlayClientError
code_of_status (guint status)
{
  switch (status)
    {
    case 401:
      return OUTLAY_CLIENT_ERROR_SIGN_IN;
    case 403:
      return OUTLAY_CLIENT_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return OUTLAY_CLIENT_ERROR_GONE;
    case 409:
    case 412:
      return OUTLAY_CLIENT_ERROR_CONFLICT;
    case 408:
    case 429:
      return OUTLAY_CLIENT_ERROR_OFFLINE;
    default:
      return status >= 500 ? OUTLAY_CLIENT_ERROR_OFFLINE : OUTLAY_CLIENT_ERROR_REFUSED;
    }
}

GError *
outlay_client_error_new_for_status (guint status, OutlayProblem *problem, guint retry_after)
{
  g_autoptr (OutlayProblem) owned = problem;
  GError *error;

  /* A proxy before the server may have a limit of its own, and no problem+json to say so. */
  if (owned == NULL && status != 413 && status != 429 && status < 500)
    return g_error_new (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER,
                        "status %u without a problem", status);

  if (owned != NULL && owned->detail[0] != '\0')
    error = g_error_new_literal (OUTLAY_CLIENT_ERROR, code_of_status (status), owned->detail);
  else
    error = g_error_new (OUTLAY_CLIENT_ERROR, code_of_status (status), "status %u", status);

  outlay_client_error_get_private (error)->problem = g_steal_pointer (&owned);
  outlay_client_error_get_private (error)->retry_after = retry_after;
  return error;
}

GError *
outlay_client_error_translate (GError *error, gboolean was_sent)
{
  g_autoptr (GError) owned = error;
  OutlayClientError code = OUTLAY_CLIENT_ERROR_OFFLINE;
  GError *translated;

  if (owned->domain == OUTLAY_CLIENT_ERROR)
    return g_steal_pointer (&owned);

  if (owned->domain == G_TLS_ERROR && owned->code != G_TLS_ERROR_EOF)
    code = OUTLAY_CLIENT_ERROR_UNTRUSTED;
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = OUTLAY_CLIENT_ERROR_DISK_FULL;

  translated = g_error_new_literal (OUTLAY_CLIENT_ERROR, code, owned->message);
  outlay_client_error_get_private (translated)->was_not_sent = !was_sent;
  return translated;
}

gboolean
outlay_client_error_may_have_arrived (const GError *error)
{
  if (error == NULL || error->domain != OUTLAY_CLIENT_ERROR)
    return TRUE;
  return !outlay_client_error_get_private (error)->was_not_sent;
}

guint
outlay_client_error_get_retry_after (const GError *error)
{
  if (error == NULL || error->domain != OUTLAY_CLIENT_ERROR)
    return 0;
  return outlay_client_error_get_private (error)->retry_after;
}

gboolean
outlay_client_error_is_passing (const GError *error)
{
  return g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE) ||
         g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER) ||
         g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_UNTRUSTED);
}

const OutlayProblem *
outlay_problem_get (const GError *error)
{
  if (error == NULL || error->domain != OUTLAY_CLIENT_ERROR)
    return NULL;
  return outlay_client_error_get_private (error)->problem;
}
