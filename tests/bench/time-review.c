/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>

#include "../app/app-stage.h"
#include "../app/proof-samples.h"
#include "app/proofs/outlay-proof-viewer.h"
#include "app/review/outlay-review-page.h"
#include "core/proof/outlay-digest.h"

/* What bench-review runs: walks a queue of photographs with J, and says how long it takes from
 * the key to the end of the frame that shows the picture; with a pause for looking in between,
 * and without. */

#define N_WAITING 24
#define LOOK_MSEC 400

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
fill_queue (TestLedger *ledger)
{
  OutlayProofStore *store = outlay_workspace_get_proof_store (ledger->workspace);

  for (int i = 0; i < N_WAITING; i++)
    {
      g_autoptr (GBytes) bytes = proof_sample_jpeg (2400 + i, 3200, 1);
      g_autofree char *id = g_strdup_printf ("018f0000-0000-7000-8000-0000000000%02x", 0xa0 + i);
      g_autofree char *at = g_strdup_printf ("2026-11-18T09:%02d:00.000Z", i);
      g_autofree char *sha256 = test_await_string (outlay_proof_store_import_bytes (store, bytes));
      const char *proofs[] = { sha256, NULL };
      g_autofree char *digest = outlay_digest_of_proofs (proofs);
      OutlayExpenseInit init = test_company_expense (id, TEST_OTHER, OUTLAY_STATE_SUBMITTED, 3);

      init.updated_at = at;
      init.proofs = proofs;
      init.proof_digest = digest;
      test_ledger_bring (ledger, &init);
    }
}

static void
painted_cb (gboolean *is_painted)
{
  *is_painted = TRUE;
}

static double
time_key (OutlayReviewPage *page, OutlayProofViewer *viewer)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (page));
  gboolean is_painted = FALSE;
  gint64 start = g_get_monotonic_time ();
  gulong id;

  stage_press (GTK_WIDGET (page), GDK_KEY_j, 0);
  while (outlay_proof_viewer_get_view_state (viewer) != OUTLAY_PROOF_VIEW_SHOWN)
    g_main_context_iteration (NULL, TRUE);

  id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);
  while (!is_painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);

  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
walk (TestLedger *ledger, const char *name, guint pause_msec)
{
  OutlayReviewPage *page = outlay_review_page_new (ledger->workspace);
  GtkWindow *window = stage_show (GTK_WIDGET (page), 1200, 850);
  OutlayProofViewer *viewer = stage_find (page, OUTLAY_TYPE_PROOF_VIEWER);
  double times[N_WAITING - 1];

  test_idle (2 * LOOK_MSEC);
  for (int i = 0; i < N_WAITING - 1; i++)
    {
      times[i] = time_key (page, viewer);
      if (pause_msec > 0)
        test_idle (pause_msec);
    }
  stage_strike (window);

  qsort (times, N_WAITING - 1, sizeof *times, compare_doubles);
  g_print ("review.key-to-picture-%s %.1f ms\n", name, times[(N_WAITING - 1) / 2]);
  g_print ("review.key-to-picture-%s-slowest %.1f ms\n", name, times[N_WAITING - 2]);
}

int
main (int argc, char *argv[])
{
  TestLedger *ledger;

  g_test_init (&argc, &argv, NULL);
  stage_init ();
  ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  fill_queue (ledger);
  test_ledger_settle (ledger);

  walk (ledger, "looking", LOOK_MSEC);
  walk (ledger, "hurrying", 0);
  test_ledger_free (ledger);

  return 0;
}
