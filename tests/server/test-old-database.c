/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-migration.h"
#include "outlay-test-database.h"
#include "server/expenses/outlay-expense-line-check.h"
#include "server/history/outlay-audit-chain.h"
#include "server/history/outlay-audit-store.h"
#include "server/history/outlay-change-store.h"
#include "server/people/outlay-policy-store.h"

#define SQL_FOLDER "/io/github/outlay/server/sql"
#define OLD_MIGRATIONS "/io/github/outlay/test/old"
#define OPEN "0190b0a0-0000-7000-8000-000000000001"
#define CLOSED "0190b0a0-0000-7000-8000-000000000002"
#define ADA "0190b0a0-0000-7000-8000-0000000000a1"
#define LUNCH "0190b0a0-0000-7000-8000-0000000000e1"
/* As the first server has written it. */
#define LINE                                                                                       \
  "\"merchant\":\"Nero\",\"amount\":{\"minor\":420,\"currency\":\"GBP\"},\"day\":\"2026-01-02\","  \
  "\"category\":null,\"note\":\"\",\"proofs\":[],\"proof_version\":0,\"proof_digest\":\"\","       \
  "\"reuploads_left\":2,\"state\":\"draft\",\"revision\":1,"                                       \
  "\"created_at\":\"1970-01-01T00:00:00.000Z\",\"updated_at\":\"1970-01-01T00:00:00.000Z\""
#define TRAVEL "0190b0a0-0000-7000-8000-0000000000c1"

/* A database of the first server: before policies, and with what it wrote down of security. */
static const char rows[] =
    "INSERT INTO company (id, name, name_key, signup, created_at) VALUES "
    "  ('" OPEN "', 'Open', 'open', 'open', 5), ('" CLOSED "', 'Closed', 'closed', 'closed', 6);"
    "INSERT INTO person (company, id, name, email, role, created_at, updated_at) VALUES "
    "  ('" OPEN "', '" ADA "', 'Ada', 'ada@example.org', 'admin', 7, 7);"
    "INSERT INTO category (company, id, name, name_key, icon, color) VALUES "
    "  ('" OPEN "', '" TRAVEL "', 'Travel', 'travel', 'x', 'red');"
    "INSERT INTO expense (company, id, owner, state, revision, merchant, minor, currency, day, "
    "  proof_version, proof_digest, proofs, created_at, updated_at, note, search_text) VALUES "
    "  ('" OPEN "', '" LUNCH "', '" ADA "', 'draft', 1, 'Nero', 420, 'GBP', '2026-01-02', 0, '', "
    "   '', 8, 8, '', ' nero');"
    "INSERT INTO expense_line (company, owner, day, id, state, minor, json, search_text) VALUES "
    "  ('" OPEN "', '" ADA "', '2026-01-02', '" LUNCH "', 'draft', 420, '" LINE "', ' nero');"
    "INSERT INTO feed (company, seq) VALUES ('" OPEN "', 2);"
    "INSERT INTO change (company, type, id, seq, owner, shared) VALUES "
    "  ('" OPEN "', 'category', '" TRAVEL "', 1, '', 1),"
    "  ('" OPEN "', 'user', '" ADA "', 2, '" ADA "', 1);"
    "INSERT INTO security_event (company, id, at, kind, person, session, remote) VALUES "
    "  ('" OPEN "', '0190b0a0-0000-7000-8000-0000000000f3', 30, 'refresh_reuse', '" ADA "', 's', "
    "   '192.0.2.7'),"
    "  ('" OPEN "', '0190b0a0-0000-7000-8000-0000000000f1', 10, 'user_added', '" ADA
    "', NULL, NULL),"
    "  ('" OPEN "', '0190b0a0-0000-7000-8000-0000000000f2', 20, 'role_changed', '" ADA "', NULL, "
    "   NULL),"
    "  ('" CLOSED "', '0190b0a0-0000-7000-8000-0000000000f4', 40, 'user_added', NULL, NULL, NULL);";

typedef struct
{
  char *uri; /* (nullable) */
  OutlayQueries *queries;
  OutlayConnection *db;
} Fixture;

static void
migrate (Fixture *fixture, const char *folder)
{
  g_autoptr (GError) error = NULL;

  outlay_migrate (fixture->db, folder, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  OutlayTestEngine engine = outlay_test_engine_get ();
  g_autoptr (GError) error = NULL;

  if (engine != OUTLAY_TEST_SQLITE)
    fixture->uri = outlay_test_database_new (engine);
  fixture->queries = outlay_queries_load (SQL_FOLDER, &error);
  g_assert_no_error (error);
  fixture->db = outlay_connection_open (fixture->uri != NULL ? fixture->uri : "sqlite::memory:",
                                        OUTLAY_OPEN_READ_WRITE, fixture->queries, &error);
  g_assert_no_error (error);

  migrate (fixture, OLD_MIGRATIONS);
  outlay_connection_execute (fixture->db, rows, &error);
  g_assert_no_error (error);
  migrate (fixture, SQL_FOLDER "/migrations");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->db);
  g_clear_object (&fixture->queries);
  g_clear_pointer (&fixture->uri, outlay_test_database_free);
}

/* Runs a query of one number. */
static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayStatement) query = outlay_connection_prepare (fixture->db, sql, &error);
  gboolean has_row;
  gint64 number;

  g_assert_no_error (error);
  outlay_statement_step (query, &has_row, &error);
  g_assert_no_error (error);
  number = outlay_statement_get_int (query, 0);
  outlay_statement_reset (query);

  return number;
}

/* Who was open stays so; who was closed takes whom it invites. */
static void
test_policy (Fixture *fixture, gconstpointer data)
{
  g_auto (OutlayStoredPolicy) open = { 0 };
  g_auto (OutlayStoredPolicy) closed = { 0 };
  g_autoptr (GError) error = NULL;

  outlay_policy_store_get (fixture->db, OPEN, &open, &error);
  g_assert_no_error (error);
  g_assert_cmpint (open.policy.signup, ==, OUTLAY_SIGNUP_OPEN);
  g_assert_cmpint (open.policy.proof_rule, ==, OUTLAY_PROOF_ALWAYS);
  g_assert_cmpint (open.revision, ==, 1);

  outlay_policy_store_get (fixture->db, CLOSED, &closed, &error);
  g_assert_no_error (error);
  g_assert_true (outlay_policy_equal (&closed.policy, &outlay_policy_default));
}

static void
test_feed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (count (fixture, "SELECT count(*) FROM change WHERE shared = 1"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT seq FROM change WHERE type = 'user'"), ==, 2);

  g_assert_true (outlay_connection_begin (fixture->db, &error));
  outlay_policy_store_put (fixture->db, OPEN, &outlay_policy_default, 1, 50, &error);
  g_assert_no_error (error);
  g_assert_true (outlay_connection_commit (fixture->db, &error));
  g_assert_cmpint (count (fixture, "SELECT seq FROM change WHERE type = 'policy'"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT revision FROM policy WHERE company = '" OPEN "'"), ==,
                   2);
}

/* A list's lines say what they would say if they were written now. */
static void
test_lines (Fixture *fixture, gconstpointer data)
{
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_expenses;

  outlay_expense_line_check (fixture->db, &n_expenses, &problem, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problem, ==, NULL);
  g_assert_cmpint (n_expenses, ==, 1);
}

static void
report_cb (const char *company, gint64 seq, const char *what, gpointer data)
{
  (*(guint *) data)++;
}

static guint
check (Fixture *fixture, gint64 n_wanted)
{
  g_autoptr (GError) error = NULL;
  gint64 n_entries;
  guint n_reports = 0;

  outlay_audit_chain_check (fixture->db, report_cb, &n_reports, &n_entries, &error);
  g_assert_no_error (error);
  if (n_reports == 0)
    g_assert_cmpint (n_entries, ==, n_wanted);

  return n_reports;
}

static void
add_entry (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (outlay_connection_begin (fixture->db, &error));
  outlay_audit_store_add (fixture->db, OPEN,
                          &(OutlayAuditEntry) { .kind = OUTLAY_AUDIT_SIGN_IN, .actor = ADA }, 60,
                          &error);
  g_assert_no_error (error);
  g_assert_true (outlay_connection_commit (fixture->db, &error));
}

/* What was written down is there, in order of time, and chained with the first entry that follows. */
static void
test_audit (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (count (fixture, "SELECT seq FROM audit WHERE at = 30"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT seq FROM audit WHERE at = 10"), ==, 1);
  g_assert_cmpuint (check (fixture, 4), ==, 0);

  add_entry (fixture);
  g_assert_cmpint (
      count (fixture, "SELECT count(*) FROM audit WHERE hash = '' AND company = '" OPEN "'"), ==,
      0);
  g_assert_cmpuint (check (fixture, 5), ==, 0);
  add_entry (fixture);
  g_assert_cmpuint (check (fixture, 6), ==, 0);
}

static void
test_meddling (Fixture *fixture, gconstpointer data)
{
  static const char *const deeds[] = {
    "UPDATE audit SET at = 11 WHERE at = 10",
    "UPDATE audit SET hash = '' WHERE at = 20",
    "DELETE FROM audit WHERE at = 30",
    "DELETE FROM audit WHERE at = 60",
    "DELETE FROM audit_chain WHERE company = '" OPEN "'",
  };

  add_entry (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (outlay_connection_begin (fixture->db, &error));
      outlay_connection_execute (fixture->db, deeds[i], &error);
      g_assert_no_error (error);
      g_test_message ("%s", deeds[i]);
      g_assert_cmpuint (check (fixture, 0), ==, 1);
      outlay_connection_rollback (fixture->db);
    }
  g_assert_cmpuint (check (fixture, 5), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test)                                                                            \
  g_test_add ("/server/old-database/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("policy", test_policy);
  ADD ("feed", test_feed);
  ADD ("lines", test_lines);
  ADD ("audit", test_audit);
  ADD ("meddling", test_meddling);

  return g_test_run ();
}
