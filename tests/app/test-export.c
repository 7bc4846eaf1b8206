/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "app/expenses/outlay-expenses-pane.h"
#include "app/export/outlay-export-dialog.h"
#include "app/export/outlay-export-text.h"
#include "app/export/outlay-import-dialog.h"
#include "app/export/outlay-print-dialog.h"
#include "app/export/outlay-print-page.h"
#include "app/export/outlay-report-paper.h"
#include "app/proofs/outlay-pdf-library.h"
#include "client/export/outlay-expense-export.h"
#include "client/export/outlay-export-gap.h"
#include "proof-samples.h"
#include "test-stage.h"

/* Reports on paper and other files of what is shown, written from real stores and read back. */

static GFile *
get_target (Stage *stage, const char *name)
{
  return g_file_get_child (stage->folder, name);
}

static OutlayExportSubject *
create_subject (Stage *stage, const OutlayExpenseFilter *filter, const char *currency)
{
  const OutlayExpenseFilter everything = { 0 };

  return outlay_export_subject_new (stage->workspace,
                                    &(OutlayExportSubjectInit) {
                                        .title = "November 2026",
                                        .filter = filter != NULL ? filter : &everything,
                                        .currency = currency,
                                    });
}

/* What pdftotext reads on all pages, blanks and line ends as single spaces. (transfer full) */
static char *
read_pdf (GFile *file)
{
  g_autofree char *out = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  const char *argv[] = {
    "pdftotext", "-layout", "-enc", "UTF-8", g_file_peek_path (file), "-", NULL
  };
  g_autoptr (GRegex) blanks = g_regex_new ("[\\s\\x{a0}\\x{202f}]+", 0, 0, NULL);
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
                               &problem, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return g_regex_replace (blanks, out, -1, 0, " ", 0, NULL);
}

static void
assert_says (const char *text, const char *what)
{
  g_autoptr (GRegex) blanks = g_regex_new ("[\\s\\x{a0}\\x{202f}]+", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace (blanks, what, -1, 0, " ", 0, NULL);

  if (strstr (text, plain) == NULL)
    g_error ("“%s” is not in: %s", plain, text);
}

static void
assert_says_money (const char *text, gint64 minor, const char *currency)
{
  OutlayMoney money = { .minor = minor };
  g_autofree char *amount = NULL;

  g_strlcpy (money.currency, currency, sizeof money.currency);
  amount = outlay_money_format (&money, NULL);
  assert_says (text, amount);
}

/* Where pictures are wanted, the document is kept to be looked at as well. */
static void
keep (GFile *file)
{
  const char *folder = g_getenv ("OUTLAY_SCREENSHOTS");
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFile) copy = NULL;

  if (folder == NULL)
    return;

  copy = g_file_new_build_filename (folder, name, NULL);
  g_assert_true (g_file_copy (file, copy, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
}

static OutlayReportPaper *
write_paper (OutlayExportSubject *subject, GFile *file)
{
  OutlayReportPaper *paper = outlay_report_paper_new (subject, file);

  stage_await (outlay_report_paper_run (paper));
  g_assert_true (g_file_query_exists (file, NULL));
  g_assert_cmpuint (outlay_report_paper_get_n_done (paper), ==,
                    outlay_report_paper_get_n_total (paper));
  keep (file);

  return paper;
}

static void
assert_tidy (Stage *stage)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (stage->folder), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".outlay-export"));
}

static void
test_paper (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GFile) file = get_target (stage, "report.pdf");
  g_autoptr (OutlayExportSubject) subject = create_subject (stage, NULL, NULL);
  g_autoptr (OutlayReportPaper) paper = NULL;
  g_autoptr (OutlayExpenseList) list = NULL;
  g_autoptr (GHashTable) totals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer currency, total;
  guint n;

  stage_fill (stage, 150);
  list = outlay_expense_store_list (outlay_workspace_get_expense_store (stage->workspace),
                                    &(OutlayExpenseFilter) { 0 });
  paper = write_paper (subject, file);
  text = read_pdf (file);

  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n, >=, 150);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (OutlayExpense) expense = g_list_model_get_item (G_LIST_MODEL (list), i);
      const OutlayMoney *amount = outlay_expense_get_amount (expense);
      gint64 *sum = g_hash_table_lookup (totals, amount->currency);

      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (totals, g_strdup (amount->currency), sum);
        }
      *sum += amount->minor;
      assert_says_money (text, amount->minor, amount->currency);
    }

  g_hash_table_iter_init (&iter, totals);
  while (g_hash_table_iter_next (&iter, &currency, &total))
    assert_says_money (text, *(gint64 *) total, currency);

  assert_says (text, "November 2026");
  assert_says (text, "Page 3");
  g_assert_cmpuint (outlay_report_paper_get_n_pages (paper), >, 4);
  assert_tidy (stage);
}

/* --- receipts ------------------------------------------------------------------------------------ */

/* Puts a file into the store. (transfer full): its hash */
static char *
import_proof (Stage *stage, GBytes *bytes)
{
  OutlayProofStore *store = outlay_workspace_get_proof_store (stage->workspace);
  g_autoptr (DexFuture) future = outlay_proof_store_import_bytes (store, bytes);
  g_autoptr (GError) error = NULL;
  const GValue *value;

  /* Done on another thread, which wakes nobody here. */
  while (dex_future_is_pending (future))
    {
      g_usleep (1000);
      g_main_context_iteration (NULL, FALSE);
    }
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);

  return g_value_dup_string (value);
}

static void
add_with_proof (Stage *stage, guint n, const char *merchant, const char *sha256)
{
  g_autofree char *id = stage_id (n);
  const char *const proofs[] = { sha256, NULL };

  stage_add (stage, &(OutlayExpenseInit) {
                        .id = id,
                        .merchant = merchant,
                        .amount = { 1000 + n, "EUR" },
                        .day = "2026-11-12",
                        .proofs = proofs,
                        .state = OUTLAY_STATE_APPROVED,
                    });
}

/* Makes rubbish of a file that is in the store. */
static void
spoil (Stage *stage, const char *sha256)
{
  OutlayProofStore *store = outlay_workspace_get_proof_store (stage->workspace);
  g_autoptr (GFile) file = outlay_proof_store_get_file (store, sha256);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (file);
  g_chmod (g_file_peek_path (file), 0600);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "rubbish", -1, &error));
  g_assert_no_error (error);
}

static void
fill_with_receipts (Stage *stage)
{
  g_autoptr (GBytes) wide = proof_sample_jpeg (640, 400, 1);
  g_autoptr (GBytes) high = proof_sample_png (300, 700);
  g_autoptr (GBytes) pages = proof_sample_pdf (3);
  g_autoptr (GBytes) spoilt = proof_sample_png (200, 201);
  g_autofree char *wide_sha = import_proof (stage, wide);
  g_autofree char *high_sha = import_proof (stage, high);
  g_autofree char *pages_sha = import_proof (stage, pages);
  g_autofree char *spoilt_sha = import_proof (stage, spoilt);
  g_autofree char *absent_sha = g_strnfill (64, 'a');

  add_with_proof (stage, 1, "Wide", wide_sha);
  add_with_proof (stage, 2, "High", high_sha);
  add_with_proof (stage, 3, "Hotel With Three Pages", pages_sha);
  add_with_proof (stage, 4, "Spoilt Receipt", spoilt_sha);
  add_with_proof (stage, 5, "Absent Receipt", absent_sha);
  spoil (stage, spoilt_sha);
}

static void
test_receipts (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GFile) file = get_target (stage, "receipts.pdf");
  g_autoptr (GFile) plain_file = get_target (stage, "plain.pdf");
  g_autoptr (OutlayExportSubject) subject = create_subject (stage, NULL, NULL);
  g_autoptr (OutlayReportPaper) paper = NULL;
  g_autoptr (OutlayReportPaper) plain = outlay_report_paper_new (subject, plain_file);
  g_autofree char *text = NULL;
  GPtrArray *gaps;

  fill_with_receipts (stage);
  paper = write_paper (subject, file);
  outlay_report_paper_set_receipts (plain, FALSE);
  stage_await (outlay_report_paper_run (plain));
  text = read_pdf (file);

  /* Three pages of the PDF, one of each shape, and one that lists what is not there. */
  g_assert_cmpuint (outlay_report_paper_get_n_pages (paper), ==,
                    outlay_report_paper_get_n_pages (plain) + 6);
  assert_says (text, "Hotel With Three Pages · €10.03 · 12 November 2026 · page 3 of 3");
  assert_says (text, "Receipts That Are Not Here");

  gaps = outlay_report_paper_get_gaps (paper);
  g_assert_cmpuint (gaps->len, ==, 2);
  for (guint i = 0; i < gaps->len; i++)
    {
      const OutlayExportGap *gap = gaps->pdata[i];

      g_assert_true (g_str_equal (gap->merchant, "Spoilt Receipt") ||
                     g_str_equal (gap->merchant, "Absent Receipt"));
      assert_says (text, gap->reason);
    }
}

/* --- giving up, and places that do not work ------------------------------------------------------ */

static void
test_cancel (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GFile) file = get_target (stage, "given-up.pdf");
  g_autoptr (OutlayExportSubject) subject = create_subject (stage, NULL, NULL);
  g_autoptr (OutlayReportPaper) paper = outlay_report_paper_new (subject, file);
  g_autoptr (DexFuture) future = NULL;
  g_autoptr (GError) error = NULL;

  stage_fill (stage, 300);
  g_signal_connect (paper, "notify::n-total", G_CALLBACK (outlay_report_paper_cancel), NULL);
  future = outlay_report_paper_run (paper);
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (dex_future_get_value (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (file, NULL));
  assert_tidy (stage);
}

static void
test_texts (void)
{
  static const GIOErrorEnum codes[] = { G_IO_ERROR_NO_SPACE, G_IO_ERROR_PERMISSION_DENIED,
                                        G_IO_ERROR_READ_ONLY, G_IO_ERROR_NOT_FOUND,
                                        G_IO_ERROR_FAILED };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    for (guint j = 0; j < i; j++)
      {
        g_autoptr (GError) one = g_error_new_literal (G_IO_ERROR, (int) codes[i], "");
        g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, (int) codes[j], "");

        g_assert_cmpstr (outlay_export_error_to_text (one), !=,
                         outlay_export_error_to_text (other));
      }

  for (guint kind = 0; kind < OUTLAY_PACK_N_FINDING_KINDS; kind++)
    g_assert_cmpstr (outlay_pack_finding_to_text (kind), !=, "");
}

/* --- what is shown ------------------------------------------------------------------------------- */

static guint
count_lines (GFile *file)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, &error));
  g_assert_no_error (error);
  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    n++;

  return n;
}

static OutlayExpensesPane *
get_pane (Stage *stage)
{
  return OUTLAY_EXPENSES_PANE (
      stage_find (GTK_WIDGET (stage->window), OUTLAY_TYPE_EXPENSES_PANE, NULL));
}

static void
test_shown (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GFile) file = get_target (stage, "shown.csv");
  g_autoptr (OutlayExportSubject) subject = NULL;
  g_autoptr (OutlayExportJob) job = NULL;
  GListModel *rows;
  guint n;

  stage_fill (stage, 120);
  stage_open_window (stage, 1100, 760);
  outlay_expenses_pane_begin_search (get_pane (stage));
  stage_settle ();
  gtk_editable_set_text (
      GTK_EDITABLE (stage_find (GTK_WIDGET (get_pane (stage)), GTK_TYPE_SEARCH_ENTRY, NULL)),
      "lenovo");
  g_usleep (400000);
  stage_settle ();
  rows = G_LIST_MODEL (
      gtk_list_view_get_model (outlay_expenses_pane_get_list_view (get_pane (stage))));
  n = g_list_model_get_n_items (rows);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 120);

  subject = outlay_main_view_dup_subject (outlay_window_get_main_view (stage->window));
  job = outlay_export_job_new (subject, OUTLAY_EXPORT_AS_TABLE, FALSE, file);
  stage_await (outlay_export_job_run (job));
  g_assert_cmpuint (count_lines (file), ==, n + 1);
  g_assert_cmpuint (outlay_export_job_get_gaps (job)->len, ==, 0);
}

static void
test_report (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GFile) file = get_target (stage, "month.pdf");
  g_autoptr (OutlayExportSubject) subject = NULL;
  g_autoptr (OutlayReportPaper) paper = NULL;
  g_autofree char *text = NULL;

  stage_fill (stage, 200);
  stage_open_window (stage, 1100, 760);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.go-to", "s", "reports");
  for (guint i = 0; i < 200 && subject == NULL; i++)
    {
      stage_settle ();
      subject = outlay_main_view_dup_subject (outlay_window_get_main_view (stage->window));
    }

  g_assert_nonnull (subject);
  g_assert_nonnull (outlay_export_subject_get_spending (subject));
  paper = write_paper (subject, file);
  text = read_pdf (file);
  assert_says (text, outlay_export_subject_get_title (subject));
  assert_says_money (
      text, outlay_spending_get_total (outlay_export_subject_get_spending (subject))->minor, "EUR");
}

/* --- dialogs ------------------------------------------------------------------------------------- */

static GtkWidget *
open_dialog (Stage *stage, const char *action, GType type)
{
  gtk_widget_activate_action (GTK_WIDGET (stage->window), action, NULL);
  stage_settle ();

  return stage_find (GTK_WIDGET (stage->window), type, NULL);
}

static gboolean
has_dialog (Stage *stage)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window)) != NULL;
}

static void
test_dialog (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GFile) file = get_target (stage, "dialog.csv");
  OutlayExportDialog *dialog;

  stage_fill (stage, 50);
  stage_open_window (stage, 1100, 760);
  dialog = OUTLAY_EXPORT_DIALOG (open_dialog (stage, "win.export", OUTLAY_TYPE_EXPORT_DIALOG));
  g_assert_true (stage_shows (GTK_WIDGET (dialog), "With Receipts"));
  stage_capture (stage, "export-choice");
  outlay_export_dialog_set_kind (dialog, OUTLAY_EXPORT_AS_TABLE);
  stage_settle ();
  g_assert_false (stage_shows (GTK_WIDGET (dialog), "With Receipts"));

  outlay_export_dialog_export_to (dialog, file);
  stage_wait_for (stage, "“dialog.csv” is written");
  g_assert_cmpuint (count_lines (file), ==, 51);
  g_assert_nonnull (stage_find_button (GTK_WIDGET (stage->window), "Show"));
  for (guint i = 0; i < 100 && has_dialog (stage); i++)
    stage_settle ();
  g_assert_false (has_dialog (stage));
}

static void
test_dialog_gaps (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GFile) file = get_target (stage, "gaps.pdf");
  OutlayExportDialog *dialog;

  fill_with_receipts (stage);
  stage_open_window (stage, 360, 640);
  dialog = OUTLAY_EXPORT_DIALOG (open_dialog (stage, "win.export", OUTLAY_TYPE_EXPORT_DIALOG));
  stage_capture (stage, "export-narrow");
  outlay_export_dialog_export_to (dialog, file);
  stage_wait_for (stage, "Without These Receipts");
  g_assert_true (stage_shows (GTK_WIDGET (dialog), "Absent Receipt"));
  stage_capture (stage, "export-gaps");
}

static void
test_dialog_fails (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  g_autoptr (GFile) folder = get_target (stage, "not-there");
  g_autoptr (GFile) file = g_file_get_child (folder, "report.pdf");
  OutlayExportDialog *dialog;

  stage_fill (stage, 5);
  stage_open_window (stage, 800, 640);
  dialog = OUTLAY_EXPORT_DIALOG (open_dialog (stage, "win.export", OUTLAY_TYPE_EXPORT_DIALOG));
  outlay_export_dialog_export_to (dialog, file);
  stage_wait_for (stage, "This place is not there any more. Choose another one.");
  g_assert_nonnull (stage_find_button (GTK_WIDGET (dialog), "Choose Another Place…"));
  stage_capture (stage, "export-failed");
}

static gboolean
is_drawn (GListModel *pages)
{
  g_autoptr (OutlayPrintPage) page = pages != NULL ? g_list_model_get_item (pages, 0) : NULL;

  return page != NULL && outlay_print_page_is_drawn (page);
}

static void
test_print (void)
{
  g_autoptr (Stage) stage = stage_new_at_company (OUTLAY_ROLE_EMPLOYEE);
  OutlayPrintDialog *dialog;

  if (outlay_pdf_library_get () == NULL)
    {
      g_test_skip ("PDFs cannot be shown here");
      return;
    }

  fill_with_receipts (stage);
  stage_open_window (stage, 1100, 860);
  dialog = OUTLAY_PRINT_DIALOG (open_dialog (stage, "win.print", OUTLAY_TYPE_PRINT_DIALOG));
  stage_wait_for (stage, "9 pages");
  for (guint i = 0; i < 500 && !is_drawn (outlay_print_dialog_get_pages (dialog)); i++)
    stage_settle ();
  g_assert_true (is_drawn (outlay_print_dialog_get_pages (dialog)));
  stage_wait_for (stage, "2 receipts cannot be printed. The last page says why.");
  g_assert_nonnull (stage_find_button (GTK_WIDGET (dialog), "Print…"));
  stage_settle ();
  /* A page has its height, and is no line. */
  g_assert_cmpint (gtk_widget_get_height (stage_find (GTK_WIDGET (dialog), GTK_TYPE_PICTURE, NULL)),
                   >, 400);
  stage_capture (stage, "print");
}

/* --- import -------------------------------------------------------------------------------------- */

static GFile *
write_pack (Stage *stage, const char *name)
{
  GFile *file = get_target (stage, name);
  g_autoptr (OutlayExportSubject) subject = create_subject (stage, NULL, NULL);
  g_autoptr (OutlayExportJob)
      job = outlay_export_job_new (subject, OUTLAY_EXPORT_AS_PACK, FALSE, file);

  stage_await (outlay_export_job_run (job));

  return file;
}

static void
import_pack (Stage *stage, GFile *pack, const char *outcome)
{
  AdwDialog *dialog = outlay_import_dialog_new (stage->workspace, pack);

  adw_dialog_present (dialog, GTK_WIDGET (stage->window));
  stage_wait_for (stage, "Nothing Is Wrong With This Pack");
  stage_capture (stage, "import-verified");
  g_signal_emit_by_name (stage_find_button (GTK_WIDGET (dialog), "Import"), "clicked");
  stage_wait_for (stage, outcome);
}

static void
close_dialog (Stage *stage)
{
  adw_dialog_close (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window)));
  for (guint i = 0; i < 100 && has_dialog (stage); i++)
    stage_settle ();
}

/* As the form does it. */
static void
save (Stage *stage, const char *merchant, const char *amount)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-12");

  g_object_set (draft, "merchant", merchant, "amount-text", amount, NULL);
  stage_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (stage->workspace), draft));
}

static void
test_import (void)
{
  g_autoptr (Stage) source = stage_new_on_device ();
  g_autoptr (Stage) stage = NULL;
  g_autoptr (GFile) pack = NULL;

  save (source, "Nero", "4.20");
  save (source, "Shell", "70");
  pack = write_pack (source, "pack.zip");

  stage = stage_new_on_device ();
  stage_open_window (stage, 800, 640);
  import_pack (stage, pack, "2 Expenses Imported");
  close_dialog (stage);
  import_pack (stage, pack, "Nothing New");
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "2 expenses were here already."));
  stage_capture (stage, "import-again");
}

static void
test_import_damaged (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  g_autoptr (GFile) pack = NULL;
  g_autoptr (GError) error = NULL;
  AdwDialog *dialog;

  pack = get_target (stage, "letter.zip");
  g_assert_true (g_file_set_contents (g_file_peek_path (pack), "Dear friend", -1, &error));
  stage_open_window (stage, 360, 640);
  dialog = outlay_import_dialog_new (stage->workspace, pack);
  adw_dialog_present (dialog, GTK_WIDGET (stage->window));
  stage_wait_for (stage, "The file is no audit pack, or it is damaged.");
  g_assert_null (stage_find_button (GTK_WIDGET (dialog), "Import"));
  stage_capture (stage, "import-damaged");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/export/paper", test_paper);
  g_test_add_func ("/app/export/receipts", test_receipts);
  g_test_add_func ("/app/export/cancel", test_cancel);
  g_test_add_func ("/app/export/texts", test_texts);
  g_test_add_func ("/app/export/shown", test_shown);
  g_test_add_func ("/app/export/report", test_report);
  g_test_add_func ("/app/export/dialog", test_dialog);
  g_test_add_func ("/app/export/dialog-gaps", test_dialog_gaps);
  g_test_add_func ("/app/export/dialog-fails", test_dialog_fails);
  g_test_add_func ("/app/export/print", test_print);
  g_test_add_func ("/app/import/twice", test_import);
  g_test_add_func ("/app/import/damaged", test_import_damaged);

  return g_test_run ();
}
