/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outlay-test-store.h"

#include "core/outlay-uuid.h"
#include "db/outlay-migration.h"
#include "outlay-test-database.h"
#include "server/expenses/outlay-category-store.h"
#include "server/expenses/outlay-expense-store.h"
#include "server/history/outlay-event-store.h"
#include "server/proofs/outlay-proof-store.h"

#define SQL_FOLDER "/io/github/outlay/server/sql"

static gint64 clock_usec = G_GINT64_CONSTANT (1700000000000000);

void
outlay_test_store_execute (OutlayTestStore *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  outlay_connection_define (self->db, sql, &error);
  g_assert_no_error (error);
}

static void
add_person (OutlayTestStore *self, OutlayIdentity *identity, const char *name, OutlayRole role)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO person (company, id, name, email, role, created_at, updated_at) "
      "VALUES ('" OUTLAY_TEST_COMPANY "', '%s', '%s', '%s@example.org', '%s', 0, 0);",
      id, name, name, outlay_role_to_string (role));

  outlay_test_store_execute (self, sql);
  *identity = (OutlayIdentity) {
    .company = OUTLAY_TEST_COMPANY,
    .user = g_steal_pointer (&id),
    .name = name,
    .role = role,
  };
}

static char *
add_category (OutlayTestStore *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *id = outlay_uuid_new ();

  outlay_category_store_insert (self->db, OUTLAY_TEST_COMPANY, id, name, "tag-symbolic", "blue",
                                &error);
  g_assert_no_error (error);

  return id;
}

void
outlay_test_store_set_up (OutlayTestStore *self)
{
  OutlayTestEngine engine = outlay_test_engine_get ();
  char *uri = engine != OUTLAY_TEST_SQLITE ? outlay_test_database_new (engine) : NULL;

  outlay_test_store_set_up_in (self, uri != NULL ? uri : "sqlite::memory:");
  self->uri = uri;
}

void
outlay_test_store_set_up_in (OutlayTestStore *self, const char *uri)
{
  g_autoptr (GError) error = NULL;

  self->uri = NULL;
  self->queries = outlay_queries_load (SQL_FOLDER, &error);
  g_assert_no_error (error);
  self->db = outlay_connection_open (uri, OUTLAY_OPEN_READ_WRITE, self->queries, &error);
  g_assert_no_error (error);
  outlay_migrate (self->db, SQL_FOLDER "/migrations", &error);
  g_assert_no_error (error);

  outlay_test_store_execute (self, "INSERT INTO company (id, name, name_key, created_at) "
                                   "VALUES ('" OUTLAY_TEST_COMPANY "', 'Acme', 'acme', 0);");
  add_person (self, &self->ada, "Ada", OUTLAY_ROLE_EMPLOYEE);
  add_person (self, &self->ben, "Ben", OUTLAY_ROLE_EMPLOYEE);
  add_person (self, &self->rita, "Rita", OUTLAY_ROLE_REVIEWER);
  add_person (self, &self->amin, "Amin", OUTLAY_ROLE_ADMIN);
  self->travel = add_category (self, "Travel");
  self->meals = add_category (self, "Meals");
}

void
outlay_test_store_tear_down (OutlayTestStore *self)
{
  g_free ((char *) self->ada.user);
  g_free ((char *) self->ben.user);
  g_free ((char *) self->rita.user);
  g_free ((char *) self->amin.user);
  g_free (self->travel);
  g_free (self->meals);
  g_clear_object (&self->db);
  g_clear_pointer (&self->uri, outlay_test_database_free);
  g_clear_object (&self->queries);
}

char *
outlay_test_store_add_proof (OutlayTestStore *self, const OutlayIdentity *person, guint n)
{
  g_autoptr (GError) error = NULL;
  char *sha256 = g_strdup_printf ("%064x", n);

  outlay_proof_store_insert (self->db, OUTLAY_TEST_COMPANY, sha256,
                             &(OutlayStoredProof) {
                                 .mime = (char *) "image/png",
                                 .size = 100,
                                 .path = (char *) "2026/11/20/x.png",
                                 .key_id = (char *) "",
                             },
                             10, 10, 0, &error);
  g_assert_no_error (error);
  outlay_proof_store_note_upload (self->db, OUTLAY_TEST_COMPANY, sha256, person->user, &error);
  g_assert_no_error (error);

  return sha256;
}

char *
outlay_test_store_add_expense (OutlayTestStore *self,
                               const OutlayIdentity *owner,
                               const char *merchant,
                               gint64 minor,
                               const char *day,
                               const char *category)
{
  g_autofree OutlayExpenseView *view = NULL;
  g_autoptr (GError) error = NULL;
  char *id = outlay_uuid_new ();

  view = outlay_expense_store_insert (self->db, owner, id,
                                      &(OutlayExpenseFields) {
                                          .merchant = merchant != NULL ? merchant : "Café Nero",
                                          .amount = { minor, "EUR" },
                                          .day = day != NULL ? day : "2026-11-20",
                                          .category = category,
                                          .note = "with a customer",
                                      },
                                      clock_usec++, &error);
  g_assert_no_error (error);

  return id;
}

void
outlay_test_store_move (OutlayTestStore *self,
                        const char *id,
                        const OutlayIdentity *actor,
                        OutlayAction action,
                        OutlayState to)
{
  outlay_test_store_move_converted (self, id, actor, action, to, NULL);
}

void
outlay_test_store_move_converted (OutlayTestStore *self,
                                  const char *id,
                                  const OutlayIdentity *actor,
                                  OutlayAction action,
                                  OutlayState to,
                                  const OutlayConversion *conversion)
{
  g_autoptr (OutlayStoredExpense) expense = NULL;
  g_autofree OutlayExpenseView *view = NULL;
  g_autoptr (GError) error = NULL;

  outlay_expense_store_get (self->db, OUTLAY_TEST_COMPANY, id, &expense, &error);
  g_assert_no_error (error);
  g_assert_nonnull (expense);

  outlay_event_store_append (self->db, OUTLAY_TEST_COMPANY, expense->view, actor->user, action, to,
                             outlay_action_needs_reason (action) ? "because" : NULL, clock_usec,
                             &error);
  g_assert_no_error (error);
  view = outlay_expense_store_move (self->db, OUTLAY_TEST_COMPANY, expense, action, to, conversion,
                                    clock_usec++, &error);
  g_assert_no_error (error);
}
