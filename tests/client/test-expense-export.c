/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "client/export/outlay-expense-export.h"
#include "client/export/outlay-expense-import.h"
#include "core/outlay-time.h"
#include "pack/outlay-csv.h"
#include "pack/outlay-pack-reader.h"
#include "test-ledger.h"

static GFile *
get_target (TestLedger *ledger, const char *name)
{
  return g_file_get_child (ledger->folder, name);
}

static OutlayExpenseExport *export (TestLedger *ledger,
                                    const OutlayExpenseFilter *filter,
                                    OutlayExportFormat format,
                                    GFile *file)
{
  const OutlayExpenseFilter everything = { 0 };
  OutlayExpenseExport *self = outlay_expense_export_new (
      ledger->workspace, filter != NULL ? filter : &everything, format, file);

  test_await (outlay_expense_export_run (self));
  return self;
}

static GBytes *
load (GFile *file)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Nothing temporary lies beside the account's folder. */
static void
assert_tidy (TestLedger *ledger)
{
  g_autoptr (GDir) dir = g_dir_open (ledger->path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".outlay-"));
}

static guint
count_records (GFile *file, const char *merchant)
{
  g_autoptr (GBytes) bytes = load (file);
  g_autoptr (OutlayCsvReader) reader = outlay_csv_reader_new (bytes);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (;;)
    {
      g_auto (GStrv) cells = NULL;

      g_assert_true (outlay_csv_reader_next (reader, &cells, &error));
      g_assert_no_error (error);
      if (cells == NULL)
        return n;
      outlay_csv_restore_text (cells[2]);
      n += merchant == NULL || g_str_equal (cells[2], merchant);
    }
}

static void
test_csv (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GFile) plain = get_target (ledger, "plain.csv");
  g_autoptr (GFile) marked = get_target (ledger, "marked.csv");
  g_autofree char *one = test_ledger_save (ledger, "=SUM(A1)", "12.50", "2026-11-19");
  g_autofree char *other = test_ledger_save (ledger, "Nero, \"the\" café", "3", "2026-10-01");
  g_autoptr (OutlayExpenseExport) first = export (ledger, NULL, OUTLAY_EXPORT_CSV, plain);
  g_autoptr (OutlayExpenseExport) second = export (
      ledger, &(OutlayExpenseFilter) { .from = "2026-11-01" }, OUTLAY_EXPORT_SPREADSHEET, marked);
  g_autoptr (GBytes) bytes = load (marked);

  g_assert_cmpuint (count_records (plain, NULL), ==, 3);
  g_assert_cmpuint (count_records (plain, "=SUM(A1)"), ==, 1);
  g_assert_cmpuint (count_records (plain, "Nero, \"the\" café"), ==, 1);
  g_assert_cmpuint (count_records (marked, NULL), ==, 2);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), OUTLAY_CSV_BOM "id,day,"));
  g_assert_cmpuint (outlay_expense_export_get_n_total (first), ==, 2);
  g_assert_cmpuint (outlay_expense_export_get_n_done (first), ==, 2);
  assert_tidy (ledger);
}

static void
test_journal (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GFile) file = get_target (ledger, "expenses.journal");
  g_autofree char *id = test_ledger_save (ledger, "Nero; bar", "12.50", "2026-11-19");
  g_autoptr (OutlayExpenseExport) done = export (ledger, NULL, OUTLAY_EXPORT_JOURNAL, file);
  g_autoptr (GBytes) bytes = load (file);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *head = g_strdup_printf ("2026-11-19 (%s) Nero, bar\n", id);

  g_assert_nonnull (done);
  g_assert_nonnull (strstr (text, head));
  g_assert_nonnull (strstr (text, "drafts:without category  12.50 EUR\n"));
}

static OutlayPackReader *
read_pack (GFile *file)
{
  g_autoptr (GError) error = NULL;
  OutlayPackReader *reader = outlay_pack_reader_open (g_file_peek_path (file), NULL, &error);
  const OutlayPackFindings *findings;

  g_assert_no_error (error);
  g_assert_true (outlay_pack_reader_verify (reader, &error));
  findings = outlay_pack_reader_get_findings (reader);
  for (guint i = 0; i < findings->kept->len; i++)
    g_test_message ("%s", ((OutlayPackFinding *) findings->kept->pdata[i])->sentence);
  g_assert_cmpuint (findings->n_all, ==, 0);

  return reader;
}

/* Many days and many on one day, so that there are several pages. */
#define N_MANY 450

static void
test_pack_of_many (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GFile) file = get_target (ledger, "pack.zip");
  g_autoptr (OutlayExpenseExport) done = NULL;
  g_autoptr (OutlayPackReader) reader = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *day = i % 3 == 0 ? g_strdup ("2026-11-01")
                                        : outlay_day_add ("2026-11-10", -(int) (i % 90));
      g_autofree char *amount = g_strdup_printf ("%u.%02u", i, i % 100);
      g_autofree char *id = test_ledger_save (ledger, "Many", amount, i == 7 ? "" : day);

      sum += (gint64) i * 100 + i % 100;
    }

  done = export (ledger, NULL, OUTLAY_EXPORT_PACK, file);
  reader = read_pack (file);
  g_assert_cmpint (outlay_pack_reader_get_manifest (reader)->n_expenses, ==, N_MANY);
  g_assert_cmpint (
      g_array_index (outlay_pack_reader_get_manifest (reader)->totals, OutlayPackTotal, 0).minor,
      ==, sum);
}

static void
take_in (TestLedger *ledger, GFile *file, guint n_new, guint n_known, guint n_different)
{
  g_autoptr (OutlayExpenseImport) import = outlay_expense_import_new (ledger->workspace, file);

  g_assert_true (test_await_boolean (outlay_expense_import_verify (import)));
  test_await (outlay_expense_import_run (import));
  g_assert_cmpuint (outlay_expense_import_get_n_new (import), ==, n_new);
  g_assert_cmpuint (outlay_expense_import_get_n_known (import), ==, n_known);
  g_assert_cmpuint (outlay_expense_import_get_n_different (import), ==, n_different);
}

static void
test_there_and_back (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TestLedger) other = test_ledger_new ();
  g_autoptr (GFile) file = get_target (ledger, "pack.zip");
  g_autofree char *id = test_ledger_save_complete (ledger, "With a proof", "picture");
  g_autofree char *second = test_ledger_save (ledger, "Without", "3.00", "2026-11-02");
  g_autoptr (OutlayExpenseExport) done = export (ledger, NULL, OUTLAY_EXPORT_PACK, file);
  g_autoptr (OutlayExpense) before = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpense) after = NULL;
  g_autoptr (GFile) proof = NULL;
  g_autoptr (OutlayPackReader) reader = read_pack (file);

  g_assert_cmpuint (outlay_expense_export_get_missing (done)->len, ==, 0);
  g_assert_cmpint (outlay_pack_reader_get_manifest (reader)->n_proofs, ==, 1);

  take_in (other, file, 2, 0, 0);
  after = test_ledger_get (other, id);
  g_assert_cmpstr (outlay_expense_get_merchant (after), ==, "With a proof");
  g_assert_true (
      outlay_money_equal (outlay_expense_get_amount (before), outlay_expense_get_amount (after)));
  g_assert_true (
      g_strv_equal (outlay_expense_get_proofs (before), outlay_expense_get_proofs (after)));
  proof = outlay_proof_store_get_file (outlay_workspace_get_proof_store (other->workspace),
                                       outlay_expense_get_proofs (after)[0]);
  g_assert_nonnull (proof);
  g_assert_cmpint (outlay_expense_get_state (after), ==, OUTLAY_STATE_DRAFT);

  take_in (other, file, 0, 2, 0);
  take_in (ledger, file, 0, 2, 0);
}

/* Nothing of one's own is overwritten by an older pack. */
static void
test_what_differs_stays (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GFile) file = get_target (ledger, "pack.zip");
  g_autofree char *id = test_ledger_save (ledger, "Before", "3.00", "2026-11-02");
  g_autoptr (OutlayExpenseExport) done = export (ledger, NULL, OUTLAY_EXPORT_PACK, file);
  g_autoptr (OutlayExpense) row = test_ledger_get (ledger, id);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (row);
  g_autofree char *saved = NULL;
  g_autoptr (OutlayExpense) after = NULL;

  g_object_set (draft, "merchant", "After", NULL);
  saved = test_await_string (outlay_expense_store_save (ledger->store, draft));
  take_in (ledger, file, 0, 0, 1);
  after = test_ledger_get (ledger, id);
  g_assert_cmpstr (outlay_expense_get_merchant (after), ==, "After");
}

/* At a company one's own become drafts there, which wait to be sent; others' are theirs. */
static void
test_at_a_company (void)
{
  g_autoptr (TestLedger) device = test_ledger_new ();
  g_autoptr (TestLedger) company = test_ledger_new_at (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (TestLedger) colleague = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  g_autoptr (GFile) file = get_target (device, "pack.zip");
  g_autoptr (GFile) theirs = get_target (colleague, "pack.zip");
  g_autofree char *id = test_ledger_save_complete (device, "Mine", "mine");
  OutlayExpenseInit init = test_company_expense ("018f0000-0000-7000-8000-00000000aaaa", TEST_OTHER,
                                                 OUTLAY_STATE_APPROVED, 3);
  g_autoptr (OutlayExpenseExport) mine = export (device, NULL, OUTLAY_EXPORT_PACK, file);
  g_autoptr (OutlayExpenseExport) others = NULL;
  g_autoptr (OutlayExpenseImport) import = NULL;
  g_autoptr (OutlayExpense) row = NULL;

  take_in (company, file, 1, 0, 0);
  take_in (company, file, 0, 1, 0);
  row = test_ledger_get (company, id);
  g_assert_cmpint (outlay_expense_get_delivery (row), ==, OUTLAY_DELIVERY_WAITING);
  g_assert_cmpuint (test_ledger_deliver (company), ==, 2);

  test_ledger_bring (colleague, &init);
  others = export (colleague, &(OutlayExpenseFilter) { .scope = OUTLAY_SCOPE_DECIDED },
                   OUTLAY_EXPORT_PACK, theirs);
  g_assert_cmpuint (outlay_expense_export_get_n_done (others), ==, 1);
  import = outlay_expense_import_new (company->workspace, theirs);
  g_assert_true (test_await_boolean (outlay_expense_import_verify (import)));
  test_await (outlay_expense_import_run (import));
  g_assert_cmpuint (outlay_expense_import_get_n_others (import), ==, 1);
  g_assert_cmpuint (outlay_expense_import_get_n_new (import), ==, 0);
}

/* PAINS 20: a proof that is not there ends nothing, and is named. */
static void
test_a_lost_proof_is_listed (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (TestLedger) other = test_ledger_new ();
  g_autoptr (GFile) file = get_target (ledger, "pack.zip");
  g_autofree char *id = test_ledger_save_complete (ledger, "Lost", "lost");
  g_autoptr (OutlayExpense) row = test_ledger_get (ledger, id);
  const char *sha256 = outlay_expense_get_proofs (row)[0];
  g_autoptr (GFile) proof = outlay_proof_store_get_file (
      outlay_workspace_get_proof_store (ledger->workspace), sha256);
  g_autoptr (OutlayExpenseExport) done = NULL;
  g_autoptr (OutlayPackReader) reader = NULL;
  g_autoptr (OutlayExpense) after = NULL;
  g_autoptr (OutlayExpenseImport) import = NULL;

  g_assert_true (g_file_delete (proof, NULL, NULL));
  done = export (ledger, NULL, OUTLAY_EXPORT_PACK, file);
  g_assert_cmpuint (outlay_expense_export_get_missing (done)->len, ==, 1);
  g_assert_cmpstr (outlay_expense_export_get_missing (done)->pdata[0], ==, sha256);
  reader = read_pack (file);
  g_assert_cmpuint (outlay_pack_reader_get_manifest (reader)->unread->len, ==, 1);

  import = outlay_expense_import_new (other->workspace, file);
  g_assert_true (test_await_boolean (outlay_expense_import_verify (import)));
  test_await (outlay_expense_import_run (import));
  g_assert_cmpuint (outlay_expense_import_get_n_missing (import), ==, 1);
  after = test_ledger_get (other, id);
  g_assert_null (outlay_expense_get_proofs (after)[0]);
}

static void
test_a_broken_pack_is_not_taken_in (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GFile) file = get_target (ledger, "pack.zip");
  g_autofree char *id = test_ledger_save (ledger, "Whole", "3.00", "2026-11-02");
  g_autoptr (OutlayExpenseExport) done = export (ledger, NULL, OUTLAY_EXPORT_PACK, file);
  g_autoptr (GBytes) bytes = load (file);
  g_autoptr (OutlayExpenseImport) import = outlay_expense_import_new (ledger->workspace, file);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes) / 2, &error));
  g_assert_false (test_await_boolean (outlay_expense_import_verify (import)));
  g_assert_cmpuint (outlay_expense_import_get_findings (import)->n_all, >, 0);
}

static void
test_cancelled_leaves_nothing (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  static const OutlayExportFormat formats[] = { OUTLAY_EXPORT_CSV, OUTLAY_EXPORT_JOURNAL,
                                                OUTLAY_EXPORT_PACK };

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *id = test_ledger_save (ledger, "Many", "1.00",
                                              i < 250 ? "2026-11-02" : "2026-11-03");
    }

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GFile) file = get_target (ledger, "cancelled");
      const OutlayExpenseFilter everything = { 0 };
      g_autoptr (OutlayExpenseExport)
          cancelled = outlay_expense_export_new (ledger->workspace, &everything, formats[i], file);
      DexFuture *running = outlay_expense_export_run (cancelled);
      g_autoptr (GError) error = NULL;

      /* After the first page. */
      while (outlay_expense_export_get_n_done (cancelled) == 0 && dex_future_is_pending (running))
        g_main_context_iteration (NULL, TRUE);
      outlay_expense_export_cancel (cancelled);
      error = test_await_error (running);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (g_file_query_exists (file, NULL));
      assert_tidy (ledger);
    }
}

static void
test_no_folder (void)
{
  g_autoptr (TestLedger) ledger = test_ledger_new ();
  g_autoptr (GFile) file = get_target (ledger, "no/such/folder.csv");
  const OutlayExpenseFilter everything = { 0 };
  g_autoptr (OutlayExpenseExport)
      self = outlay_expense_export_new (ledger->workspace, &everything, OUTLAY_EXPORT_CSV, file);
  g_autoptr (GError) error = test_await_error (outlay_expense_export_run (self));

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/client/expense-export/csv", test_csv);
  g_test_add_func ("/client/expense-export/journal", test_journal);
  g_test_add_func ("/client/expense-export/pack-of-many", test_pack_of_many);
  g_test_add_func ("/client/expense-export/lost-proof", test_a_lost_proof_is_listed);
  g_test_add_func ("/client/expense-export/cancelled", test_cancelled_leaves_nothing);
  g_test_add_func ("/client/expense-export/no-folder", test_no_folder);
  g_test_add_func ("/client/expense-import/there-and-back", test_there_and_back);
  g_test_add_func ("/client/expense-import/differs", test_what_differs_stays);
  g_test_add_func ("/client/expense-import/at-a-company", test_at_a_company);
  g_test_add_func ("/client/expense-import/broken", test_a_broken_pack_is_not_taken_in);

  return g_test_run ();
}
