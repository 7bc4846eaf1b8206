/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-entry-field.h"
#include "app/account/outlay-outbox-row.h"
#include "outlay-test-server.h"
#include "test-stage.h"

/* The ways in, and what is said when one is closed, against the real server. */

static void
click (Stage *stage, const char *label)
{
  GtkWidget *button;

  stage_wait_for (stage, label);
  button = stage_find_button (GTK_WIDGET (stage->window), label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  stage_settle ();
}

static GtkWidget *
find_row (Stage *stage, const char *title)
{
  GtkWidget *row = stage_find (GTK_WIDGET (stage->window), ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);

  return row;
}

static void
type (Stage *stage, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (stage, title)), text);
}

static const char *
get_error (Stage *stage, const char *title)
{
  GtkWidget *field = gtk_widget_get_ancestor (find_row (stage, title), OUTLAY_TYPE_ENTRY_FIELD);

  return outlay_entry_field_get_error (OUTLAY_ENTRY_FIELD (field));
}

/* Waits until pages no longer slide, so that what is found is on the page in front. */
static void
wait_for_page (Stage *stage, const char *text)
{
  stage_wait_for (stage, text);
  for (guint i = 0; i < 5; i++)
    stage_settle ();
}

/* From the page that asks for the address to the form, past the browser. */
static void
go_on_to_form (Stage *stage, OutlayTestServer *server)
{
  wait_for_page (stage, "Where Is Your Company?");
  type (stage, "Address", outlay_test_server_get_address (server));
  click (stage, "Continue");
  wait_for_page (stage, "Continue in the Browser");
  click (stage, "Type the Password Here");
  wait_for_page (stage, "Password");
}

static void
go_to_sign_in (Stage *stage, OutlayTestServer *server)
{
  click (stage, "Connect to a Company…");
  go_on_to_form (stage, server);
}

static void
sign_in (Stage *stage, const char *email)
{
  type (stage, "Email", email);
  type (stage, "Password", OUTLAY_TEST_PASSWORD);
  g_signal_emit_by_name (find_row (stage, "Password"), "entry-activated");
  stage_settle ();
}

static void
test_device (void)
{
  g_autoptr (Stage) stage = stage_new_empty ();

  stage_open_window (stage, 1100, 760);
  click (stage, "Use on This Device Only");
  stage_wait_for (stage, "No Expenses Yet");
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "On This Device"));
}

static void
test_address (void)
{
  static const struct
  {
    const char *address;
    const char *error;
  } cases[] = {
    { "  ", "Type the address, as in expenses.example.com" },
    { "not an address", "This is not the address of a server." },
    { "http://127.0.0.1:9",
      "The server cannot be reached. Check the address and your connection." },
  };
  g_autoptr (Stage) stage = stage_new_empty ();

  stage_open_window (stage, 1100, 760);
  click (stage, "Connect to a Company…");
  wait_for_page (stage, "Where Is Your Company?");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type (stage, "Address", cases[i].address);
      g_assert_null (get_error (stage, "Address"));
      click (stage, "Continue");
      stage_wait_for (stage, cases[i].error);
      g_assert_cmpstr (get_error (stage, "Address"), ==, cases[i].error);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (stage, "Address"))), ==,
                       cases[i].address);
    }
}

static void
test_sign_in (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (Stage) stage = stage_new_empty ();

  outlay_test_server_add_user (server, "Acme", "ana@example.com", "Ana Ivanova", "reviewer");
  stage_open_window (stage, 1100, 760);
  go_to_sign_in (stage, server);

  click (stage, "Sign In");
  g_assert_cmpstr (get_error (stage, "Email"), ==, "Type your email address");
  g_assert_cmpstr (get_error (stage, "Password"), ==, "Type a password");

  type (stage, "Email", "ana@example.com");
  type (stage, "Password", "not the right one at all");
  click (stage, "Sign In");
  stage_wait_for (stage, "The email address or the password is wrong.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (stage, "Email"))), ==,
                   "ana@example.com");

  sign_in (stage, "ana@example.com");
  stage_wait_for (stage, "Ana Ivanova");
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Acme"));
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Review"));
  stage_wait_for (stage, "All sent");

  /* Signed out, the account waits at the welcome. */
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.sign-out", NULL);
  click (stage, "Sign Out");
  stage_wait_for (stage, "Continue As");
  g_assert_nonnull (stage_find (GTK_WIDGET (stage->window), ADW_TYPE_ACTION_ROW, "Ana Ivanova"));
}

static void
test_sign_up (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (Stage) stage = stage_new_empty ();

  stage_open_window (stage, 1100, 760);
  go_to_sign_in (stage, server);
  click (stage, "Create an Account…");
  wait_for_page (stage, "Create Account");

  type (stage, "Email", "nobody");
  type (stage, "Password", "short");
  click (stage, "Create Account");
  g_assert_cmpstr (get_error (stage, "Company"), ==, "Type the company’s name");
  g_assert_cmpstr (get_error (stage, "Your Name"), ==, "Type your name");
  g_assert_cmpstr (get_error (stage, "Email"), ==, "This is not an email address");
  g_assert_cmpstr (get_error (stage, "Password"), ==, "Use at least 12 characters: a few words do");

  outlay_test_server_add_user (server, "Acme", "ana@example.com", "Ana Ivanova", "employee");
  type (stage, "Company", "Wingtip Toys");
  type (stage, "Your Name", "Bo Li");
  type (stage, "Email", "ana@example.com");
  type (stage, "Password", OUTLAY_TEST_PASSWORD);
  click (stage, "Create Account");
  stage_wait_for (stage, "This address has an account already. Sign in with it.");
  g_assert_cmpstr (get_error (stage, "Email"), ==,
                   "This address has an account already. Sign in with it.");

  type (stage, "Email", "bo@example.com");
  click (stage, "Create Account");
  stage_wait_for (stage, "Bo Li");
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Wingtip Toys"));
}

/* An account that began on the device takes its expenses along. */
static void
test_connect_later (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (Stage) stage = stage_new_on_device ();
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

  outlay_test_server_add_user (server, "Acme", "ana@example.com", "Ana Ivanova", "employee");
  g_object_set (draft, "merchant", "Nero", "amount-text", "4.20", NULL);
  stage_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (stage->workspace), draft));
  stage_open_window (stage, 1100, 760);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.connect", NULL);
  go_on_to_form (stage, server);
  sign_in (stage, "ana@example.com");
  stage_wait_for (stage, "Ana Ivanova");
  stage_wait_for (stage, "All sent");
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "November 2026"));
}

/* A damaged database is set aside with a word, and there is a way on. */
static void
test_damaged (void)
{
  g_autoptr (Stage) stage = stage_new_on_device ();
  g_autoptr (GFile) folder = g_object_ref (
      outlay_account_get_folder (outlay_workspace_get_account (stage->workspace)));
  g_autofree char *path = g_build_filename (g_file_peek_path (folder), "outlay.db", NULL);
  g_autofree char *garbage = g_strnfill (8192, 'x');

  outlay_application_close_workspace (stage->application);
  g_assert_true (g_file_set_contents (path, garbage, 8192, NULL));
  outlay_application_open_last (stage->application);
  stage_open_window (stage, 1100, 760);
  stage_wait_for (stage, "Expenses Cannot Be Opened");
  click (stage, "Start Afresh");
  stage_wait_for (stage, "No Expenses Yet");
}

static void
discard (Stage *stage, const char *answer)
{
  GtkWidget *row = gtk_widget_get_ancestor (
      stage_find (GTK_WIDGET (stage->window), GTK_TYPE_LABEL, "Changes to “Nero”"),
      OUTLAY_TYPE_OUTBOX_ROW);

  gtk_widget_activate_action (row, "entry.discard", NULL);
  wait_for_page (stage, "Discard This Change?");
  click (stage, answer);
  stage_wait_without (stage, "Discard This Change?");
}

/* What cannot be sent is seen, and given up only by decision. */
static void
test_outbox (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (Stage) stage = stage_new_empty ();
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", "2026-11-20");

  outlay_test_server_add_user (server, "Acme", "ana@example.com", "Ana Ivanova", "employee");
  stage_open_window (stage, 1100, 760);
  go_to_sign_in (stage, server);
  sign_in (stage, "ana@example.com");
  stage_wait_for (stage, "All sent");

  outlay_test_server_stop (server);
  stage->workspace = outlay_application_get_workspace (stage->application);
  g_object_set (draft, "merchant", "Nero", "amount-text", "4.20", NULL);
  stage_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (stage->workspace), draft));
  stage_wait_for (stage, "Offline – 1 waiting");
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.show-outbox", NULL);
  stage_wait_for (stage, "Changes to “Nero”");

  /* Asked, and kept; asked again, and given up. */
  discard (stage, "Cancel");
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Changes to “Nero”"));
  discard (stage, "Discard");
  stage_wait_for (stage, "All Sent");

  outlay_test_server_start (server);
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.sync", NULL);
  stage_wait_for (stage, "All sent");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/first-run/device", test_device);
  g_test_add_func ("/app/first-run/address", test_address);
  g_test_add_func ("/app/first-run/sign-in", test_sign_in);
  g_test_add_func ("/app/first-run/sign-up", test_sign_up);
  g_test_add_func ("/app/first-run/connect-later", test_connect_later);
  g_test_add_func ("/app/first-run/damaged", test_damaged);
  g_test_add_func ("/app/first-run/outbox", test_outbox);

  return g_test_run ();
}
