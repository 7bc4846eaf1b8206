/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fills a server's folder with a company that has worked for three years: through the server's own
 * stores, so that everything is as if people had done it, but without a log on the disk, with the
 * indexes of the largest tables made at the end, and without the files of the proofs.
 *
 * usage: fill-server FOLDER N_EXPENSES N_PEOPLE
 *
 * Everybody is user0@bench.example, user1@bench.example … with one password; the first is an admin,
 * the next three are reviewers. Most have a cheap password hash, so that many can sign in at once,
 * but login@bench.example has one of the usual cost. */

#include <glib/gstdio.h>
#include <stdlib.h>

#include "core/outlay-uuid.h"
#include "db/outlay-migration.h"
#include "server/people/outlay-company-store.h"
#include "server/auth/outlay-keys.h"
#include "server/auth/outlay-password.h"
#include "server/people/outlay-person-store.h"
#include "server/expenses/outlay-category-store.h"
#include "server/expenses/outlay-expense-store.h"
#include "server/history/outlay-event-store.h"
#include "server/proofs/outlay-proof-store.h"

#define SQL_FOLDER "/io/github/outlay/server/sql"
#define PASSWORD "seven quiet ferries at dawn"
#define CHEAP_COST 4
#define USUAL_COST 12
#define N_DAYS (3 * 365)
#define FIRST_REVIEWER 1
#define N_REVIEWERS 3
#define BATCH 5000
#define N_MERCHANTS 5000
#define DEPARTMENTS                                                                                \
  "UPDATE person SET department = 'Department ' || (rowid % 20) WHERE rowid % 21 <> 0"

typedef struct
{
  OutlayConnection *db;
  char *company;
  OutlayIdentity *people;
  guint n_people;
  GPtrArray *categories;
  GPtrArray *indexes; /* SQL that makes them */
  GRand *random;
} Fill;

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("fill-server: %s", error->message);
}

static void
execute (Fill *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  outlay_connection_execute (self->db, sql, &error);
  check (error);
}

static OutlayRole
choose_role (guint i)
{
  if (i == 0)
    return OUTLAY_ROLE_ADMIN;

  return i < FIRST_REVIEWER + N_REVIEWERS ? OUTLAY_ROLE_REVIEWER : OUTLAY_ROLE_EMPLOYEE;
}

static char *
add_person (Fill *self, const char *name, const char *email, OutlayRole role, const char *hash)
{
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  outlay_person_store_add (self->db, self->company, name, email, role, hash, g_get_real_time (),
                           &id, &error);
  check (error);

  return id;
}

static void
add_people (Fill *self, OutlayKeys *keys)
{
  g_autofree char *cheap = outlay_password_hash (keys->pepper, PASSWORD, CHEAP_COST);
  g_autofree char *usual = outlay_password_hash (keys->pepper, PASSWORD, USUAL_COST);

  self->people = g_new0 (OutlayIdentity, self->n_people);
  for (guint i = 0; i < self->n_people; i++)
    {
      g_autofree char *email = g_strdup_printf ("user%u@bench.example", i);
      char *name = g_strdup_printf ("Person Number %u", i);

      self->people[i] = (OutlayIdentity) {
        .company = self->company,
        .user = add_person (self, name, email, choose_role (i), cheap),
        .name = name,
        .role = choose_role (i),
      };
    }

  g_free (add_person (self, "Slow Login", "login@bench.example", OUTLAY_ROLE_EMPLOYEE, usual));
  execute (self, DEPARTMENTS);
}

static void
add_proof (Fill *self, const OutlayIdentity *person, const char *sha256, gint64 now)
{
  g_autofree char *path = g_strdup_printf ("2026/01/01/%s.jpg", sha256);
  g_autoptr (GError) error = NULL;

  if (outlay_proof_store_insert (self->db, self->company, sha256,
                                 &(OutlayStoredProof) {
                                     .mime = (char *) "image/jpeg",
                                     .size = 200000,
                                     .path = path,
                                     .key_id = (char *) "",
                                 },
                                 1200, 1600, now, &error))
    outlay_proof_store_note_upload (self->db, self->company, sha256, person->user, &error);
  check (error);
}

static void
move (Fill *self,
      const char *id,
      const OutlayIdentity *actor,
      OutlayAction action,
      OutlayState to,
      gint64 now)
{
  g_autoptr (OutlayStoredExpense) expense = NULL;
  g_autofree OutlayExpenseView *moved = NULL;
  g_autoptr (GError) error = NULL;

  if (outlay_expense_store_get (self->db, self->company, id, &expense, &error) &&
      outlay_event_store_append (self->db, self->company, expense->view, actor->user, action, to,
                                 outlay_action_needs_reason (action) ? "Not readable" : NULL, now,
                                 &error))
    moved = outlay_expense_store_move (self->db, self->company, expense, action, to, NULL, now,
                                       &error);
  check (error);
}

/* Of a hundred three stay drafts, four wait, four are rejected, and nine of ten others are paid. */
static void
decide (Fill *self, const char *id, const OutlayIdentity *owner, gint64 now)
{
  gint32 luck = g_rand_int_range (self->random, 0, 100);
  const OutlayIdentity *reviewer =
      &self->people[FIRST_REVIEWER + (guint) g_rand_int_range (self->random, 0, N_REVIEWERS)];

  if (luck < 3)
    return;
  move (self, id, owner, OUTLAY_ACTION_SUBMIT, OUTLAY_STATE_SUBMITTED, now + 1);
  if (luck < 7)
    return;
  if (luck < 11)
    {
      move (self, id, reviewer, OUTLAY_ACTION_REJECT, OUTLAY_STATE_REJECTED, now + 2);
      return;
    }
  move (self, id, reviewer, OUTLAY_ACTION_APPROVE, OUTLAY_STATE_APPROVED, now + 2);
  if (luck >= 20)
    move (self, id, &self->people[0], OUTLAY_ACTION_REIMBURSE, OUTLAY_STATE_REIMBURSED, now + 3);
}

/* Half of them are at six merchants, the others at thousands, and at few of these often. */
static char *
choose_merchant (Fill *self)
{
  static const char *const common[] = { "Café Nero",  "Deutsche Bahn", "Hotel am Markt",
                                        "Taxi 44 22", "Büro & Papier", "Lufthansa" };
  double luck = g_rand_double (self->random);

  if (g_rand_boolean (self->random))
    return g_strdup (common[g_rand_int_range (self->random, 0, G_N_ELEMENTS (common))]);

  return g_strdup_printf ("Gasthof Nummer %u", (guint) (luck * luck * luck * N_MERCHANTS));
}

static void
add_expense (Fill *self, guint i, guint n_expenses)
{
  g_autofree char *merchant = choose_merchant (self);
  const OutlayIdentity
      *owner = &self->people[(guint) g_rand_int_range (self->random, 0, (gint32) self->n_people)];
  const OutlayStoredCategory *category =
      self->categories->pdata[g_rand_int_range (self->random, 0, (gint32) self->categories->len)];
  gint64 day_usec = G_USEC_PER_SEC * G_GINT64_CONSTANT (86400);
  gint64 now = g_get_real_time () - (N_DAYS - (gint64) i * N_DAYS / n_expenses) * day_usec;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (now);
  g_autofree char *day = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *sha256 = g_strdup_printf ("%064x", i);
  const char *proofs[] = { sha256, NULL };
  g_autofree OutlayExpenseView *made = NULL;
  g_autoptr (GError) error = NULL;

  add_proof (self, owner, sha256, now);
  made = outlay_expense_store_insert (
      self->db, owner, id,
      &(OutlayExpenseFields) {
          .merchant = merchant,
          .amount = { g_rand_int_range (self->random, 100, 50000), "EUR" },
          .day = day,
          .category = category->id,
          .note = "Visit to a customer, project 4711",
          .proofs = proofs,
      },
      now, &error);
  check (error);
  decide (self, id, owner, now);
}

/* None of these is asked for by what only adds. */
static void
drop_indexes (Fill *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) drops = g_string_new (NULL);
  g_autoptr (OutlayStatement) query = NULL;
  gboolean has_row;

  query = outlay_connection_prepare (self->db,
                                     "SELECT name, sql FROM sqlite_schema "
                                     "WHERE type = 'index' AND sql IS NOT NULL AND "
                                     "tbl_name IN ('expense', 'event', 'change', 'proof')",
                                     &error);
  check (error);
  self->indexes = g_ptr_array_new_with_free_func (g_free);
  while (outlay_statement_step (query, &has_row, &error) && has_row)
    {
      g_string_append_printf (drops, "DROP INDEX %s;", outlay_statement_get_text (query, 0));
      g_ptr_array_add (self->indexes, g_strdup (outlay_statement_get_text (query, 1)));
    }
  check (error);
  execute (self, drops->str);
}

static void
open_database (Fill *self, const char *folder)
{
  g_autofree char *uri = g_strdup_printf ("sqlite:%s/outlay.db", folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayQueries) queries = outlay_queries_load (SQL_FOLDER, &error);

  check (error);
  self->db = outlay_connection_open (uri, OUTLAY_OPEN_READ_WRITE, queries, &error);
  check (error);
  outlay_migrate (self->db, SQL_FOLDER "/migrations", &error);
  check (error);
  /* It is made anew when it fails: nothing has to survive, and all of it may stay in memory. */
  execute (self, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                 "PRAGMA cache_size = -2000000; PRAGMA temp_store = FILE;");
  drop_indexes (self);
}

static void
close_database (Fill *self)
{
  for (guint i = 0; i < self->indexes->len; i++)
    execute (self, self->indexes->pdata[i]);
  g_ptr_array_unref (self->indexes);

  execute (self, "PRAGMA journal_mode = WAL;");
  g_object_unref (self->db);
}

int
main (int argc, char **argv)
{
  Fill self = { NULL };
  g_autofree char *keys_folder = NULL;
  g_autoptr (OutlayKeys) keys = NULL;
  g_autoptr (GError) error = NULL;
  guint n_expenses;

  if (argc != 4)
    {
      g_printerr ("usage: fill-server FOLDER N_EXPENSES N_PEOPLE\n");
      return 2;
    }

  n_expenses = (guint) strtoul (argv[2], NULL, 10);
  self.n_people = (guint) strtoul (argv[3], NULL, 10);
  if (self.n_people < FIRST_REVIEWER + N_REVIEWERS)
    {
      g_printerr ("fill-server: it takes %d people at least\n", FIRST_REVIEWER + N_REVIEWERS);
      return 2;
    }

  self.random = g_rand_new_with_seed (4711);
  open_database (&self, argv[1]);
  keys_folder = g_build_filename (argv[1], "keys", NULL);
  keys = outlay_keys_load (keys_folder, &error);
  check (error);

  outlay_connection_begin (self.db, &error);
  check (error);
  self.company = outlay_company_store_add (self.db, "Bench", g_get_real_time (), &error);
  check (error);
  add_people (&self, keys);
  self.categories = outlay_category_store_list (self.db, self.company, &error);
  check (error);

  for (guint i = 0; i < n_expenses; i++)
    {
      add_expense (&self, i, n_expenses);
      if (i % BATCH == BATCH - 1)
        {
          outlay_connection_commit (self.db, &error);
          check (error);
          outlay_connection_begin (self.db, &error);
          check (error);
        }
    }
  outlay_connection_commit (self.db, &error);
  check (error);
  close_database (&self);

  return 0;
}
