/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app-stage.h"

#include "app/proofs/outlay-proof-canvas.h"
#include "app/proofs/outlay-proof-compare.h"
#include "app/proofs/outlay-proof-dialog.h"
#include "app/proofs/outlay-proof-loader.h"
#include "app/proofs/outlay-proof-thumbnail.h"
#include "app/proofs/outlay-proof-viewer.h"
#include "core/proof/outlay-digest.h"
#include "proof-samples.h"

static OutlayProofStore *
get_store (TestLedger *ledger)
{
  return outlay_workspace_get_proof_store (ledger->workspace);
}

static char *
import (TestLedger *ledger, GBytes *bytes)
{
  return test_await_string (outlay_proof_store_import_bytes (get_store (ledger), bytes));
}

static OutlayProofPicture *
wait_for_picture (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_dup_object (value);
}

/* --- the loader ------------------------------------------------------------------------------ */

static void
test_one_decode (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (900, 1400, 1);
  g_autofree char *sha256 = import (ledger, jpeg);
  OutlayProofLoader *loader = outlay_proof_loader_of (get_store (ledger));
  DexFuture *first = outlay_proof_loader_load (loader, sha256, 0, 1024, OUTLAY_PROOF_AHEAD, NULL);
  DexFuture *second = outlay_proof_loader_load (loader, sha256, 0, 1024, OUTLAY_PROOF_NOW, NULL);
  g_autoptr (OutlayProofPicture) one = wait_for_picture (first);
  g_autoptr (OutlayProofPicture) other = wait_for_picture (second);
  g_autoptr (OutlayProofPicture) small = NULL;
  g_autoptr (OutlayProofPicture) again = NULL;

  g_assert_true (one == other);
  g_assert_cmpuint (outlay_proof_loader_get_n_decoded (loader), ==, 1);

  /* The thumbnail came with it. */
  small = outlay_proof_loader_peek (loader, sha256, 0, OUTLAY_PROOF_THUMBNAIL_SIZE);
  g_assert_nonnull (small);
  again = wait_for_picture (
      outlay_proof_loader_load (loader, sha256, 0, 1024, OUTLAY_PROOF_NOW, NULL));
  g_assert_true (again == one);
  g_assert_cmpuint (outlay_proof_loader_get_n_decoded (loader), ==, 1);

  test_ledger_free (ledger);
}

/* A row of the queue and the viewer want the same file at once. */
static void
test_thumbnail_from_the_same (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (900, 1400, 1);
  g_autofree char *sha256 = import (ledger, jpeg);
  OutlayProofLoader *loader = outlay_proof_loader_of (get_store (ledger));
  DexFuture *large = outlay_proof_loader_load (loader, sha256, 0, 1024, OUTLAY_PROOF_AHEAD, NULL);
  DexFuture *small = outlay_proof_loader_load (loader, sha256, 0, OUTLAY_PROOF_THUMBNAIL_SIZE,
                                               OUTLAY_PROOF_SOON, NULL);
  g_autoptr (OutlayProofPicture) thumbnail = wait_for_picture (small);
  g_autoptr (OutlayProofPicture) picture = wait_for_picture (large);

  g_assert_cmpint (gdk_texture_get_height (outlay_proof_picture_get_texture (thumbnail)), <=, 256);
  g_assert_cmpint (gdk_texture_get_height (outlay_proof_picture_get_texture (picture)), >, 256);
  g_assert_cmpuint (outlay_proof_loader_get_n_decoded (loader), ==, 1);

  test_ledger_free (ledger);
}

static void
test_given_up (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (900, 1400, 1);
  g_autofree char *sha256 = import (ledger, jpeg);
  OutlayProofLoader *loader = outlay_proof_loader_of (get_store (ledger));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DexFuture *given_up = outlay_proof_loader_load (loader, sha256, 0, 1024, OUTLAY_PROOF_NOW,
                                                  cancellable);
  DexFuture *wanted = outlay_proof_loader_load (loader, sha256, 0, 1024, OUTLAY_PROOF_NOW, NULL);
  g_autoptr (OutlayProofPicture) picture = NULL;
  g_autoptr (GError) error = NULL;

  /* One gives up, the other still gets it. */
  g_cancellable_cancel (cancellable);
  error = test_await_error (given_up);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  picture = wait_for_picture (wanted);
  g_assert_nonnull (picture);

  test_ledger_free (ledger);
}

static void
test_closed_in_between (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (1800, 2800, 1);
  g_autofree char *sha256 = import (ledger, jpeg);
  g_autoptr (DexFuture) future = outlay_proof_loader_load (
      outlay_proof_loader_of (get_store (ledger)), sha256, 0, 1024, OUTLAY_PROOF_NOW, NULL);

  test_ledger_free (ledger);
  future = test_settle (g_steal_pointer (&future));
  g_assert_false (dex_future_is_pending (future));
}

static void
test_missing (void)
{
  TestLedger *ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (30, 40, 1);
  g_autofree char *sha256 = outlay_digest_of_bytes (jpeg);
  g_autoptr (GError) error = test_await_error (outlay_proof_loader_load (
      outlay_proof_loader_of (get_store (ledger)), sha256, 0, 1024, OUTLAY_PROOF_NOW, NULL));

  g_assert_true (error->domain == OUTLAY_CLIENT_ERROR);

  test_ledger_free (ledger);
}

/* --- the viewer ------------------------------------------------------------------------------ */

typedef struct
{
  TestLedger *ledger;
  OutlayProofViewer *viewer;
  OutlayProofCanvas *canvas;
  GtkWindow *window;
} Room;

static Room
open_room (const char *const *proofs, TestLedger *ledger)
{
  Room room = { .ledger = ledger };

  room.viewer = OUTLAY_PROOF_VIEWER (outlay_proof_viewer_new ());
  outlay_proof_viewer_set_proof_store (room.viewer, get_store (ledger));
  outlay_proof_viewer_set_proofs (room.viewer, proofs);
  room.window = stage_show (GTK_WIDGET (room.viewer), 600, 700);
  room.canvas = stage_find (room.viewer, OUTLAY_TYPE_PROOF_CANVAS);

  return room;
}

static void
close_room (Room *room)
{
  stage_strike (room->window);
  test_ledger_free (room->ledger);
}

static gboolean
is_shown (gpointer data)
{
  return outlay_proof_viewer_get_view_state (data) == OUTLAY_PROOF_VIEW_SHOWN;
}

static gboolean
is_failed (gpointer data)
{
  return outlay_proof_viewer_get_view_state (data) == OUTLAY_PROOF_VIEW_FAILED;
}

static guint
get_current (Room *room)
{
  guint current;

  g_object_get (room->viewer, "current", &current, NULL);
  return current;
}

static void
act (Room *room, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (room->viewer), action, NULL);
  stage_run_until (is_shown, room->viewer);
}

static void
test_pages (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 1);
  g_autoptr (GBytes) pdf = proof_sample_pdf (2);
  g_autofree char *first = import (ledger, pdf);
  g_autofree char *second = import (ledger, jpeg);
  const char *proofs[] = { first, second, NULL };
  Room room = open_room (proofs, ledger);

  stage_run_until (is_shown, room.viewer);
  g_assert_cmpuint (get_current (&room), ==, 0);
  stage_picture (room.window, "viewer-pdf");
  act (&room, "proof.next");
  g_assert_cmpuint (get_current (&room), ==, 0);
  act (&room, "proof.next");
  g_assert_cmpuint (get_current (&room), ==, 1);
  /* There is no more: nothing happens. */
  act (&room, "proof.next");
  g_assert_cmpuint (get_current (&room), ==, 1);

  /* Back, one comes to the last page of the file before. */
  act (&room, "proof.previous");
  g_assert_cmpuint (get_current (&room), ==, 0);
  act (&room, "proof.previous");
  g_assert_cmpuint (get_current (&room), ==, 0);
  act (&room, "proof.next");
  g_assert_cmpuint (get_current (&room), ==, 0);

  close_room (&room);
}

static gboolean
is_sharp (gpointer data)
{
  OutlayProofPicture *picture = outlay_proof_canvas_get_picture (data);

  return picture != NULL &&
         gdk_texture_get_height (outlay_proof_picture_get_texture (picture)) > 1600;
}

static void
test_sharpens (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) pdf = proof_sample_pdf (1);
  g_autofree char *sha256 = import (ledger, pdf);
  const char *proofs[] = { sha256, NULL };
  Room room = open_room (proofs, ledger);
  OutlayProofLens before;

  stage_run_until (is_shown, room.viewer);
  g_assert_false (is_sharp (room.canvas));
  for (int i = 0; i < 6; i++)
    act (&room, "proof.zoom-in");
  before = outlay_proof_canvas_get_lens (room.canvas);
  stage_run_until (is_sharp, room.canvas);
  /* The view is where it was. */
  g_assert_cmpfloat_with_epsilon (outlay_proof_canvas_get_lens (room.canvas).zoom, before.zoom,
                                  0.001);
  g_assert_cmpfloat_with_epsilon (outlay_proof_canvas_get_lens (room.canvas).x, before.x, 0.001);

  act (&room, "proof.turn-right");
  g_assert_cmpuint (outlay_proof_canvas_get_lens (room.canvas).turns, ==, 1);
  act (&room, "proof.fit");
  g_assert_true (outlay_proof_canvas_get_lens (room.canvas).is_fit);
  g_assert_true (stage_shortcut (GTK_WIDGET (room.viewer), GDK_KEY_plus, 0));
  g_assert_false (outlay_proof_canvas_get_lens (room.canvas).is_fit);
  g_assert_true (stage_shortcut (GTK_WIDGET (room.viewer), GDK_KEY_bracketleft, 0));
  g_assert_cmpuint (outlay_proof_canvas_get_lens (room.canvas).turns, ==, 0);

  close_room (&room);
}

/* Looking never alters what is on disk. */
static void
test_leaves_the_file (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 6);
  g_autofree char *sha256 = import (ledger, jpeg);
  const char *proofs[] = { sha256, NULL };
  g_autoptr (GFile) file = outlay_proof_store_get_file (get_store (ledger), sha256);
  g_autoptr (GBytes) before = g_file_load_bytes (file, NULL, NULL, NULL);
  g_autoptr (GBytes) after = NULL;
  Room room = open_room (proofs, ledger);

  stage_run_until (is_shown, room.viewer);
  act (&room, "proof.turn-right");
  act (&room, "proof.zoom-in");
  after = g_file_load_bytes (file, NULL, NULL, NULL);
  g_assert_true (g_bytes_equal (before, after));

  close_room (&room);
}

static void
test_retry (void)
{
  TestLedger *ledger = test_ledger_new_at (OUTLAY_ROLE_REVIEWER);
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 1);
  g_autoptr (GBytes) clean = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *arrived = NULL;
  const char *proofs[] = { NULL, NULL };
  Room room;

  clean = outlay_proof_without_metadata (jpeg, NULL);
  sha256 = outlay_digest_of_bytes (clean);
  proofs[0] = sha256;
  room = open_room (proofs, ledger);
  stage_run_until (is_failed, room.viewer);
  stage_picture (room.window, "viewer-failed");

  /* It comes by another way; trying again shows it. */
  arrived = import (ledger, jpeg);
  g_assert_cmpstr (arrived, ==, sha256);
  gtk_widget_activate_action (GTK_WIDGET (room.viewer), "proof.retry", NULL);
  stage_run_until (is_shown, room.viewer);

  close_room (&room);
}

static gboolean
is_loaded (gpointer data)
{
  return outlay_proof_thumbnail_is_loaded (data);
}

static void
test_thumbnail (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) pdf = proof_sample_pdf (1);
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 1);
  g_autofree char *first = import (ledger, pdf);
  g_autofree char *second = import (ledger, jpeg);
  GtkWidget *thumbnail = outlay_proof_thumbnail_new ();
  GtkWindow *window;

  outlay_proof_thumbnail_set_size (OUTLAY_PROOF_THUMBNAIL (thumbnail), 96);
  outlay_proof_thumbnail_set_proof_store (OUTLAY_PROOF_THUMBNAIL (thumbnail), get_store (ledger));
  outlay_proof_thumbnail_set_sha256 (OUTLAY_PROOF_THUMBNAIL (thumbnail), first);
  gtk_widget_set_halign (thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (thumbnail, GTK_ALIGN_CENTER);
  window = stage_show (thumbnail, 200, 200);
  stage_run_until (is_loaded, thumbnail);
  stage_picture (window, "thumbnail-pdf");

  /* A row of a list is given another one in the middle of loading. */
  outlay_proof_thumbnail_set_sha256 (OUTLAY_PROOF_THUMBNAIL (thumbnail), second);
  g_assert_false (is_loaded (thumbnail));
  outlay_proof_thumbnail_set_sha256 (OUTLAY_PROOF_THUMBNAIL (thumbnail), NULL);
  outlay_proof_thumbnail_set_sha256 (OUTLAY_PROOF_THUMBNAIL (thumbnail), second);
  stage_run_until (is_loaded, thumbnail);
  g_assert_cmpint (gtk_widget_get_width (thumbnail), ==, 96);

  stage_strike (window);
  test_ledger_free (ledger);
}

static void
test_compare (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) one = proof_sample_jpeg (300, 500, 1);
  g_autoptr (GBytes) other = proof_sample_jpeg (400, 500, 1);
  g_autofree char *first = import (ledger, one);
  g_autofree char *second = import (ledger, other);
  const char *older[] = { first, NULL };
  const char *newer[] = { second, NULL };
  GtkWidget *compare = outlay_proof_compare_new ();
  AdwToggleGroup *which = stage_find (compare, ADW_TYPE_TOGGLE_GROUP);
  GtkWindow *window;

  outlay_proof_compare_set_versions (OUTLAY_PROOF_COMPARE (compare), get_store (ledger), older,
                                     newer);
  window = stage_show (compare, 900, 600);
  stage_run_until (is_shown, stage_find (compare, OUTLAY_TYPE_PROOF_VIEWER));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (which)));
  stage_picture (window, "compare");

  stage_strike (window);
  test_ledger_free (ledger);
}

static void
test_dialog (void)
{
  TestLedger *ledger = test_ledger_new ();
  g_autoptr (GBytes) jpeg = proof_sample_jpeg (300, 500, 1);
  g_autoptr (GBytes) pdf = proof_sample_pdf (3);
  g_autofree char *first = import (ledger, jpeg);
  g_autofree char *second = import (ledger, pdf);
  const char *proofs[] = { first, second, NULL };
  AdwDialog *dialog = outlay_proof_dialog_new (get_store (ledger), proofs, 1);
  GtkWindow *window = stage_show_dialog (dialog, 1000, 800);
  OutlayProofViewer *viewer = stage_find (dialog, OUTLAY_TYPE_PROOF_VIEWER);
  guint current;

  stage_run_until (is_shown, viewer);
  g_object_get (viewer, "current", &current, NULL);
  g_assert_cmpuint (current, ==, 1);
  stage_picture (window, "viewer-dialog");

  stage_strike (window);
  test_ledger_free (ledger);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  stage_init ();
  g_test_add_func ("/app/proof-loader/one-decode", test_one_decode);
  g_test_add_func ("/app/proof-loader/thumbnail-from-the-same", test_thumbnail_from_the_same);
  g_test_add_func ("/app/proof-loader/given-up", test_given_up);
  g_test_add_func ("/app/proof-loader/closed-in-between", test_closed_in_between);
  g_test_add_func ("/app/proof-loader/missing", test_missing);
  g_test_add_func ("/app/proof-viewer/pages", test_pages);
  g_test_add_func ("/app/proof-viewer/sharpens", test_sharpens);
  g_test_add_func ("/app/proof-viewer/leaves-the-file", test_leaves_the_file);
  g_test_add_func ("/app/proof-viewer/retry", test_retry);
  g_test_add_func ("/app/proof-viewer/thumbnail", test_thumbnail);
  g_test_add_func ("/app/proof-viewer/compare", test_compare);
  g_test_add_func ("/app/proof-viewer/dialog", test_dialog);
  return g_test_run ();
}
