/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-stage.h"

#include "app/proofs/outlay-proof-compare.h"
#include "app/proofs/outlay-proof-loader.h"
#include "app/proofs/outlay-proof-viewer.h"
#include "app/review/outlay-reject-dialog.h"
#include "app/review/outlay-review-change.h"
#include "app/review/outlay-review-page.h"
#include "client/account/outlay-policy-setting.h"
#include "core/proof/outlay-digest.h"
#include "proof-samples.h"

#define N_WAITING 8

/* A reviewer's desk with expenses of somebody else on it. */
typedef struct
{
  TestLedger *ledger;
  OutlayReviewPage *page;
  OutlayProofViewer *viewer;
  GtkWindow *window;
  char *ids[N_WAITING];
  char *proofs[N_WAITING];
} Desk;

static GBytes *
make_proof (int i)
{
  static const char *const names[] = { "003.jpg", "017.jpg", "042.jpg", "088.jpg",
                                       "120.jpg", "161.jpg", "207.jpg", "255.jpg" };
  g_autofree char *folder = proof_sample_find_folder ("receipts");
  g_autoptr (GFile) file = NULL;

  if (folder == NULL)
    return proof_sample_jpeg (300 + i, 500, 1);

  file = g_file_new_build_filename (folder, names[i % (int) G_N_ELEMENTS (names)], NULL);

  return g_file_load_bytes (file, NULL, NULL, NULL);
}

static OutlayExpenseInit
describe (Desk *desk, int i, const char *const *proofs, const char *digest)
{
  static const char *const merchants[] = { "Yongfatt Enterprise", "Bahnhof Bistro", "Hotel Sonne",
                                           "City Taxi",           "Papier & Mehr",  "Nero",
                                           "Kiosk am Markt",      "Parkhaus Mitte" };
  OutlayExpenseInit init = test_company_expense (desk->ids[i], TEST_OTHER, OUTLAY_STATE_SUBMITTED,
                                                 3);

  init.owner_name = "Grace Hopper";
  init.merchant = merchants[i % (int) G_N_ELEMENTS (merchants)];
  init.amount.minor = 8090 + i * 731;
  init.note = i == 0 ? "Office chairs for the new colleagues" : "";
  init.proofs = proofs;
  init.proof_digest = digest;

  return init;
}

static void
bring (Desk *desk, int i, const OutlayMoney *amount, gint64 revision)
{
  const char *proofs[] = { desk->proofs[i], NULL };
  g_autofree char *digest = outlay_digest_of_proofs (proofs);
  g_autofree char *at = g_strdup_printf ("2026-11-18T09:0%d:00.000Z", i);
  OutlayExpenseInit init = describe (desk, i, proofs, digest);

  init.updated_at = at;
  init.revision = revision;
  if (amount != NULL)
    init.amount = *amount;
  test_ledger_bring (desk->ledger, &init);
}

static Desk *
start_with (int n_waiting, gboolean has_files, int width, int height)
{
  Desk *desk = g_new0 (Desk, 1);
  OutlayProofStore *proofs;

  desk->ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  proofs = outlay_workspace_get_proof_store (desk->ledger->workspace);
  for (int i = 0; i < n_waiting; i++)
    {
      g_autoptr (GBytes) bytes = make_proof (i);

      desk->ids[i] = g_strdup_printf ("018f0000-0000-7000-8000-0000000000a%d", i);
      desk->proofs[i] = has_files
                            ? test_await_string (outlay_proof_store_import_bytes (proofs, bytes))
                            : outlay_digest_of_bytes (bytes);
      bring (desk, i, NULL, 3);
    }
  test_ledger_settle (desk->ledger);

  desk->page = g_object_ref_sink (outlay_review_page_new (desk->ledger->workspace));
  g_object_set (desk->page, "collapsed", width < 600, NULL);
  desk->window = stage_show (GTK_WIDGET (desk->page), width, height);
  desk->viewer = stage_find (desk->page, OUTLAY_TYPE_PROOF_VIEWER);
  test_ledger_settle (desk->ledger);

  return desk;
}

static void
finish (Desk *desk)
{
  stage_strike (desk->window);
  g_clear_object (&desk->page);
  test_ledger_settle (desk->ledger);
  test_ledger_free (desk->ledger);
  for (int i = 0; i < N_WAITING; i++)
    {
      g_free (desk->ids[i]);
      g_free (desk->proofs[i]);
    }
  g_free (desk);
}

static gboolean
is_seen (gpointer data)
{
  return outlay_proof_viewer_get_view_state (((Desk *) data)->viewer) == OUTLAY_PROOF_VIEW_SHOWN;
}

static gboolean
is_failed (gpointer data)
{
  return outlay_proof_viewer_get_view_state (((Desk *) data)->viewer) == OUTLAY_PROOF_VIEW_FAILED;
}

static gboolean
press (Desk *desk, guint key)
{
  return stage_press (GTK_WIDGET (desk->page), key, 0);
}

static void
assert_shown (Desk *desk, int i)
{
  OutlayExpense *shown = outlay_review_page_get_shown (desk->page);

  g_assert_nonnull (shown);
  g_assert_cmpstr (outlay_expense_get_id (shown), ==, desk->ids[i]);
}

static OutlayState
get_state (Desk *desk, int i)
{
  g_autoptr (OutlayExpense) expense = test_ledger_get (desk->ledger, desk->ids[i]);

  return outlay_expense_get_state (expense);
}

/* --- tests ----------------------------------------------------------------------------------- */

static void
test_keys (void)
{
  Desk *desk = start_with (4, TRUE, 1100, 760);

  assert_shown (desk, 0);
  g_assert_true (press (desk, GDK_KEY_j));
  assert_shown (desk, 1);
  g_assert_true (press (desk, GDK_KEY_Down));
  assert_shown (desk, 2);
  g_assert_true (press (desk, GDK_KEY_k));
  assert_shown (desk, 1);
  press (desk, GDK_KEY_Up);
  press (desk, GDK_KEY_Up);
  assert_shown (desk, 0);
  stage_run_until (is_seen, desk);
  stage_picture (desk->window, "review");

  /* The next one is there before the decision is on disk. */
  press (desk, GDK_KEY_a);
  assert_shown (desk, 1);
  test_ledger_settle (desk->ledger);
  g_assert_cmpint (get_state (desk, 0), ==, OUTLAY_STATE_APPROVED);
  g_assert_cmpint (get_state (desk, 1), ==, OUTLAY_STATE_SUBMITTED);
  assert_shown (desk, 1);
  stage_picture (desk->window, "review-decided");

  press (desk, GDK_KEY_u);
  test_ledger_settle (desk->ledger);
  g_assert_cmpint (get_state (desk, 0), ==, OUTLAY_STATE_SUBMITTED);
  assert_shown (desk, 0);

  finish (desk);
}

static void
test_view_keys (void)
{
  Desk *desk = start_with (2, TRUE, 1100, 760);
  GtkWidget *zoom;

  stage_run_until (is_seen, desk);
  zoom = stage_find (desk->viewer, GTK_TYPE_LABEL);
  g_assert_nonnull (zoom);
  g_assert_true (press (desk, GDK_KEY_plus));
  g_assert_true (press (desk, GDK_KEY_bracketright));
  g_assert_true (press (desk, GDK_KEY_minus));
  g_assert_true (press (desk, GDK_KEY_0));
  g_assert_true (press (desk, GDK_KEY_space));
  g_assert_false (press (desk, GDK_KEY_x));
  assert_shown (desk, 0);

  finish (desk);
}

/* What the company has converted is said beside the amount, and what it could not. */
static void
test_converted (void)
{
  static const char *const none[] = { NULL };
  Desk *desk = start_with (2, TRUE, 1100, 760);
  OutlayPage *page = outlay_page_new ();

  outlay_page_add (page, OUTLAY_CHANGE_SETTING, OUTLAY_SETTING_HOME, "EUR");
  test_await (
      outlay_page_apply (page, outlay_workspace_get_database (desk->ledger->workspace), "1"));
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *at = g_strdup_printf ("2026-11-18T09:0%d:00.000Z", i);
      OutlayExpenseInit init = describe (desk, i, none, NULL);

      init.updated_at = at;
      init.amount = (OutlayMoney) { 8650, "CHF" };
      init.revision = 4;
      if (i == 0)
        {
          init.converted = (OutlayMoney) { 9183, "EUR" };
          init.rate = "1.0616";
          init.rate_day = "2025-11-11";
        }
      test_ledger_bring (desk->ledger, &init);
    }
  test_ledger_settle (desk->ledger);

  press (desk, GDK_KEY_j);
  assert_shown (desk, 1);
  g_assert_true (stage_shows_text (desk->page, "No rate for this day: not in sums in EUR"));
  press (desk, GDK_KEY_k);
  assert_shown (desk, 0);
  g_assert_true (stage_shows_text (desk->page, "€91.83 at 1.0616 of 11 November 2025"));
  stage_picture (desk->window, "review-converted");

  finish (desk);
}

static void
test_reject (void)
{
  Desk *desk = start_with (2, TRUE, 1100, 760);
  g_autoptr (OutlayExpense) shown = g_object_ref (outlay_review_page_get_shown (desk->page));
  g_autoptr (GListModel) events = NULL;
  g_autoptr (OutlayEvent) last = NULL;
  GtkWidget *dialog;

  press (desk, GDK_KEY_r);
  while ((dialog = stage_find (desk->window, OUTLAY_TYPE_REJECT_DIALOG)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  stage_picture (desk->window, "review-reject");

  /* Without a reason nothing happens. */
  gtk_widget_activate_action (dialog, "reject.send", NULL);
  test_ledger_settle (desk->ledger);
  g_assert_cmpint (get_state (desk, 0), ==, OUTLAY_STATE_SUBMITTED);

  outlay_reject_dialog_set_reason (OUTLAY_REJECT_DIALOG (dialog), "The total is cut off.");
  g_assert_true (stage_shortcut (dialog, GDK_KEY_Return, GDK_CONTROL_MASK));
  assert_shown (desk, 1);
  test_ledger_settle (desk->ledger);
  g_assert_cmpint (get_state (desk, 0), ==, OUTLAY_STATE_REJECTED);

  events = outlay_expense_store_list_events (desk->ledger->store, desk->ids[0]);
  test_ledger_settle (desk->ledger);
  last = g_list_model_get_item (events, g_list_model_get_n_items (events) - 1);
  g_assert_cmpstr (outlay_event_get_reason (last), ==, "The total is cut off.");

  finish (desk);
}

/* A proof that could not be loaded was not seen: approving needs the person's word. */
static void
test_not_unseen (void)
{
  Desk *desk = start_with (2, FALSE, 1100, 760);
  GtkCheckButton *without;

  stage_run_until (is_failed, desk);
  stage_picture (desk->window, "review-offline");
  press (desk, GDK_KEY_a);
  test_ledger_settle (desk->ledger);
  g_assert_cmpint (get_state (desk, 0), ==, OUTLAY_STATE_SUBMITTED);
  assert_shown (desk, 0);

  without = stage_find (desk->page, GTK_TYPE_CHECK_BUTTON);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (without)));
  gtk_check_button_set_active (without, TRUE);
  press (desk, GDK_KEY_a);
  test_ledger_settle (desk->ledger);
  g_assert_cmpint (get_state (desk, 0), ==, OUTLAY_STATE_APPROVED);

  /* The next one asks again. */
  assert_shown (desk, 1);
  g_assert_false (gtk_check_button_get_active (without));

  finish (desk);
}

static void
test_changed_meanwhile (void)
{
  Desk *desk = start_with (3, TRUE, 1100, 760);
  g_autoptr (OutlayExpense) old = g_object_ref (outlay_review_page_get_shown (desk->page));
  OutlayMoney more = { 99900, "EUR" };
  AdwBanner *banner = stage_find (desk->page, ADW_TYPE_BANNER);

  stage_run_until (is_seen, desk);
  bring (desk, 0, &more, 4);
  test_ledger_settle (desk->ledger);

  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_nonnull (strstr (adw_banner_get_title (banner), "999"));
  stage_picture (desk->window, "review-changed");
  press (desk, GDK_KEY_a);
  test_ledger_settle (desk->ledger);
  g_assert_cmpint (get_state (desk, 0), ==, OUTLAY_STATE_SUBMITTED);

  /* A reason that was typed for the old one does not fall on the new one, nor on its neighbour. */
  outlay_review_page_reject (desk->page, old, "Too much.");
  test_ledger_settle (desk->ledger);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (get_state (desk, i), ==, OUTLAY_STATE_SUBMITTED);
  assert_shown (desk, 0);

  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_false (adw_banner_get_revealed (banner));
  g_assert_cmpint (outlay_expense_get_amount (outlay_review_page_get_shown (desk->page))->minor, ==,
                   99900);
  stage_run_until (is_seen, desk);
  press (desk, GDK_KEY_a);
  test_ledger_settle (desk->ledger);
  g_assert_cmpint (get_state (desk, 0), ==, OUTLAY_STATE_APPROVED);

  finish (desk);
}

static char *
digest_of (const char *sha256)
{
  const char *proofs[] = { sha256, NULL };

  return outlay_digest_of_proofs (proofs);
}

/* One that comes back is shown beside what was rejected. */
static void
test_compare (void)
{
  Desk *desk = start_with (1, TRUE, 1100, 760);
  OutlayDatabase *database = outlay_workspace_get_database (desk->ledger->workspace);
  g_autoptr (GBytes) bytes = make_proof (1);
  g_autofree char *new_proof = test_await_string (outlay_proof_store_import_bytes (
      outlay_workspace_get_proof_store (desk->ledger->workspace), bytes));
  g_autofree char *old_digest = digest_of (desk->proofs[0]);
  g_autofree char *new_digest = digest_of (new_proof);
  const char *proofs[] = { new_proof, NULL };
  OutlayExpenseInit init = describe (desk, 0, proofs, new_digest);
  const OutlayEventInit events[] = {
    { 1, "2026-11-18T09:00:00.000Z", TEST_OTHER, "Grace", OUTLAY_ACTION_SUBMIT, OUTLAY_STATE_DRAFT,
      OUTLAY_STATE_SUBMITTED, "", 2, old_digest },
    { 2, "2026-11-18T10:00:00.000Z", TEST_USER, "Ada", OUTLAY_ACTION_REJECT, OUTLAY_STATE_SUBMITTED,
      OUTLAY_STATE_REJECTED, "The total is cut off.", 3, old_digest },
    { 3, "2026-11-18T11:00:00.000Z", TEST_OTHER, "Grace", OUTLAY_ACTION_RESUBMIT,
      OUTLAY_STATE_REJECTED, OUTLAY_STATE_SUBMITTED, "", 5, new_digest },
  };
  OutlayProofCompare *compare;

  g_assert_true (press (desk, GDK_KEY_c));
  compare = stage_find (desk->page, OUTLAY_TYPE_PROOF_COMPARE);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (compare)));

  init.proof_version = 1;
  init.reuploads_left = 1;
  init.revision = 5;
  test_ledger_bring (desk->ledger, &init);
  test_await (outlay_events_store (database, desk->ids[0], events, G_N_ELEMENTS (events)));
  test_ledger_settle (desk->ledger);
  g_signal_emit_by_name (stage_find (desk->page, ADW_TYPE_BANNER), "button-clicked");
  test_ledger_settle (desk->ledger);

  press (desk, GDK_KEY_c);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (compare)));
  stage_picture (desk->window, "review-compare");
  press (desk, GDK_KEY_c);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (compare)));

  finish (desk);
}

/* The same receipt in two expenses is told, whosever they are. */
static void
test_lookalike (void)
{
  Desk *desk = start_with (3, TRUE, 1100, 760);
  g_autoptr (OutlayExpense) none = outlay_expense_store_find_lookalike (
      desk->ledger->store, outlay_review_page_get_shown (desk->page));
  g_autoptr (OutlayExpense) shown = NULL;
  g_autoptr (OutlayExpense) other = NULL;

  g_assert_null (none);
  g_set_str (&desk->proofs[2], desk->proofs[0]);
  bring (desk, 2, NULL, 4);
  test_ledger_settle (desk->ledger);

  shown = test_ledger_get (desk->ledger, desk->ids[0]);
  other = outlay_expense_store_find_lookalike (desk->ledger->store, shown);
  g_assert_nonnull (other);
  g_assert_cmpstr (outlay_expense_get_id (other), ==, desk->ids[2]);
  press (desk, GDK_KEY_j);
  press (desk, GDK_KEY_k);
  stage_picture (desk->window, "review-lookalike");

  finish (desk);
}

/* What the form has warned of is said to who decides, too, and nothing of what keeps to the rules. */
static void
test_limit (void)
{
  static const char *const sentence = "Your company allows at most €85.00 for this category";
  Desk *desk = start_with (2, TRUE, 1100, 760);
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  OutlayPage *page = outlay_page_new ();

  g_assert_false (stage_shows_text (desk->page, sentence));

  policy.limits = outlay_policy_limits_new ();
  outlay_policy_limits_add (policy.limits, TEST_CATEGORY, &(OutlayMoney) { 8500, "EUR" });
  outlay_policy_setting_add (&policy, page);
  test_await (
      outlay_page_apply (page, outlay_workspace_get_database (desk->ledger->workspace), "1"));
  test_ledger_settle (desk->ledger);

  press (desk, GDK_KEY_j);
  assert_shown (desk, 1);
  g_assert_true (stage_shows_text (desk->page, sentence));
  stage_run_until (is_seen, desk);
  stage_picture (desk->window, "review-limit");
  press (desk, GDK_KEY_k);
  assert_shown (desk, 0);
  g_assert_false (stage_shows_text (desk->page, sentence));

  finish (desk);
}

static gboolean
is_loaded_ahead (gpointer data)
{
  Desk *desk = data;
  OutlayProofLoader *loader = outlay_proof_loader_of (
      outlay_workspace_get_proof_store (desk->ledger->workspace));
  g_autoptr (OutlayProofPicture) last = outlay_proof_loader_peek_any (loader, desk->proofs[5], 0);

  return last != NULL && gdk_texture_get_height (outlay_proof_picture_get_texture (last)) >
                             OUTLAY_PROOF_THUMBNAIL_SIZE;
}

static void
test_loads_ahead (void)
{
  Desk *desk = start_with (8, TRUE, 1100, 760);
  OutlayProofLoader *loader = outlay_proof_loader_of (
      outlay_workspace_get_proof_store (desk->ledger->workspace));
  guint size = outlay_proof_viewer_get_load_size (desk->viewer);

  stage_run_until (is_loaded_ahead, desk);
  test_idle (100);
  for (int i = 0; i < 8; i++)
    {
      g_autoptr (OutlayProofPicture)
          picture = outlay_proof_loader_peek (loader, desk->proofs[i], 0, size);

      g_test_message ("proof %d", i);
      g_assert_true ((picture != NULL) == (i <= 5));
    }

  /* So the next picture is there in the same turn of the main loop. */
  press (desk, GDK_KEY_j);
  g_assert_true (is_seen (desk));

  finish (desk);
}

static void
test_all_clear (void)
{
  Desk *desk = start_with (1, TRUE, 1100, 760);

  stage_run_until (is_seen, desk);
  press (desk, GDK_KEY_a);
  test_ledger_settle (desk->ledger);
  g_assert_null (outlay_review_page_get_shown (desk->page));
  stage_picture (desk->window, "review-clear");
  g_assert_false (press (desk, GDK_KEY_a));

  g_assert_true (press (desk, GDK_KEY_u));
  test_ledger_settle (desk->ledger);
  assert_shown (desk, 0);

  finish (desk);
}

static void
test_narrow (void)
{
  Desk *desk = start_with (3, TRUE, 360, 720);
  AdwNavigationSplitView *split = stage_find (desk->page, ADW_TYPE_NAVIGATION_SPLIT_VIEW);

  stage_picture (desk->window, "review-narrow-queue");
  g_assert_false (adw_navigation_split_view_get_show_content (split));
  g_signal_emit_by_name (stage_find (desk->page, GTK_TYPE_LIST_VIEW), "activate", 1);
  g_assert_true (adw_navigation_split_view_get_show_content (split));
  assert_shown (desk, 1);
  stage_run_until (is_seen, desk);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (desk->page)), <=, 360);
  stage_picture (desk->window, "review-narrow");

  finish (desk);
}

static void
test_change_words (void)
{
  OutlayExpenseInit init = test_company_expense ("018f0000-0000-7000-8000-0000000000a0", TEST_OTHER,
                                                 OUTLAY_STATE_SUBMITTED, 3);
  g_autoptr (OutlayExpense) shown = outlay_expense_new (&init);
  g_autoptr (OutlayExpense) same = outlay_expense_new (&init);
  g_autoptr (OutlayExpense) other = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *words = NULL;

  g_assert_false (outlay_review_has_changed (shown, same));
  g_assert_true (outlay_review_has_changed (shown, NULL));
  gone = outlay_review_describe_change (shown, NULL, NULL);
  g_assert_cmpstr (gone, ==, "It is no longer there");

  init.merchant = "Caffè Nero";
  init.state = OUTLAY_STATE_APPROVED;
  other = outlay_expense_new (&init);
  g_assert_true (outlay_review_has_changed (shown, other));
  words = outlay_review_describe_change (shown, other, NULL);
  g_assert_cmpstr (words, ==, "It is now: Approved\nMerchant: Nero, now Caffè Nero");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  stage_init ();
  g_test_add_func ("/app/review-page/keys", test_keys);
  g_test_add_func ("/app/review-page/view-keys", test_view_keys);
  g_test_add_func ("/app/review-page/reject", test_reject);
  g_test_add_func ("/app/review-page/converted", test_converted);
  g_test_add_func ("/app/review-page/not-unseen", test_not_unseen);
  g_test_add_func ("/app/review-page/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/app/review-page/compare", test_compare);
  g_test_add_func ("/app/review-page/lookalike", test_lookalike);
  g_test_add_func ("/app/review-page/limit", test_limit);
  g_test_add_func ("/app/review-page/loads-ahead", test_loads_ahead);
  g_test_add_func ("/app/review-page/all-clear", test_all_clear);
  g_test_add_func ("/app/review-page/narrow", test_narrow);
  g_test_add_func ("/app/review-page/change-words", test_change_words);
  return g_test_run ();
}
