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
choose_way (Stage *stage, const char *name)
{
  adw_toggle_group_set_active_name (
      ADW_TOGGLE_GROUP (stage_find (GTK_WIDGET (stage->window), ADW_TYPE_TOGGLE_GROUP, NULL)),
      name);
  stage_settle ();
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
  choose_way (stage, "company");

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

/* (transfer full): the code of an invitation for @email */
static char *
invite (OutlayTestServer *server, const char *email)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"role\":\"employee\"}", email);
  g_autofree char *token = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;

  outlay_test_server_add_user (server, "Acme", "root@example.com", "Root", "admin");
  token = outlay_test_server_sign_in (server, "root@example.com");
  reply = outlay_test_server_send (server, token, "POST", "/api/v1/users", NULL, body);
  g_assert_cmpuint (reply->status, ==, 201);

  return outlay_test_reply_dup_text (reply, "code");
}

/* Who has a code, and no browser for the link, joins here; one that is not for them is told at
 * its field, and what is typed stays. */
static void
test_join (void)
{
  static const char *const refusal = "This invitation is not valid, or not for this address. Ask "
                                     "who has invited you for a new one.";
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (Stage) stage = stage_new_empty ();
  g_autofree char *code = invite (server, "bo@example.com");

  stage_open_window (stage, 1100, 760);
  go_to_sign_in (stage, server);
  click (stage, "Create an Account…");
  wait_for_page (stage, "Create Account");

  type (stage, "Your Name", "Bo Li");
  type (stage, "Email", "other@example.com");
  type (stage, "Password", OUTLAY_TEST_PASSWORD);
  click (stage, "Create Account");
  g_assert_cmpstr (get_error (stage, "Invitation Code or Link"), ==,
                   "Type the code, or paste the link");
  type (stage, "Invitation Code or Link", code);
  click (stage, "Create Account");
  stage_wait_for (stage, refusal);
  g_assert_cmpstr (get_error (stage, "Invitation Code or Link"), ==, refusal);
  stage_capture (stage, "join-refused");

  type (stage, "Email", "bo@example.com");
  click (stage, "Create Account");
  stage_wait_for (stage, "Bo Li");
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Acme"));
}

/* Where nobody may found a company, whoever tries is told whom to ask. */
static void
test_closed (void)
{
  static const char *const closed[] = { "--signup", "closed", NULL };
  g_autoptr (OutlayTestServer) server = outlay_test_server_new_with (closed);
  g_autoptr (Stage) stage = stage_new_empty ();

  stage_open_window (stage, 1100, 760);
  go_to_sign_in (stage, server);
  click (stage, "Create an Account…");
  wait_for_page (stage, "Create Account");
  choose_way (stage, "company");
  type (stage, "Company", "Wingtip Toys");
  type (stage, "Your Name", "Bo Li");
  type (stage, "Email", "bo@example.com");
  type (stage, "Password", OUTLAY_TEST_PASSWORD);
  click (stage, "Create Account");
  stage_wait_for (stage, "No company can be founded on this server, and those that are here take "
                         "only whom they invite. Ask your company for an invitation.");
}

static void
wait_for_browser_page (Stage *stage, OutlayTestServer *server)
{
  click (stage, "Connect to a Company…");
  wait_for_page (stage, "Where Is Your Company?");
  type (stage, "Address", outlay_test_server_get_address (server));
  click (stage, "Continue");
  wait_for_page (stage, "Continue in the Browser");
}

static gboolean
has_focus (Stage *stage, const char *label)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (stage->window));

  return GTK_IS_BUTTON (focus) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), label) == 0;
}

static void
got_text_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

/* In this test there is no browser: the wait goes on, the address can be copied, and there is a way
 * back that leaves the other ways open. */
static void
test_no_browser (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (Stage) stage = stage_new_empty ();
  g_autofree char *address = NULL;

  outlay_test_server_add_user (server, "Acme", "ana@example.com", "Ana Ivanova", "employee");
  stage_open_window (stage, 1100, 760);
  wait_for_browser_page (stage, server);
  g_assert_true (has_focus (stage, "Continue in the Browser"));

  click (stage, "Continue in the Browser");
  stage_wait_for (stage, "Go On in the Browser");
  stage_wait_for (stage, "No browser could be opened. Copy the address, and open it in one on this "
                         "device.");
  g_assert_true (has_focus (stage, "Copy the Address"));
  stage_capture (stage, "no-browser");
  click (stage, "Copy the Address");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (stage->window)), NULL,
                                 got_text_cb, &address);
  while (address == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_prefix (address, outlay_test_server_get_address (server)));
  g_assert_nonnull (strstr (address, "code_challenge_method=S256"));

  gtk_widget_activate_action (gtk_window_get_focus (GTK_WINDOW (stage->window)), "browser.cancel",
                              NULL);
  stage_wait_for (stage, "Continue in the Browser");
  g_assert_true (has_focus (stage, "Continue in the Browser"));
  click (stage, "Type the Password Here");
  wait_for_page (stage, "Password");
  sign_in (stage, "ana@example.com");
  stage_wait_for (stage, "Ana Ivanova");
}

/* A window that closes while it waits leaves nothing behind. */
static void
test_closes_while_waiting (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (Stage) stage = stage_new_empty ();

  stage_open_window (stage, 1100, 760);
  wait_for_browser_page (stage, server);
  click (stage, "Continue in the Browser");
  stage_wait_for (stage, "Go On in the Browser");
}

/* Who signs in again must be whose expenses these are. */
static void
test_other_person (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (Stage) stage = stage_new_empty ();

  outlay_test_server_add_user (server, "Acme", "ana@example.com", "Ana Ivanova", "employee");
  outlay_test_server_add_user (server, "Acme", "bo@example.com", "Bo Li", "employee");
  stage_open_window (stage, 1100, 760);
  go_to_sign_in (stage, server);
  sign_in (stage, "ana@example.com");
  stage_wait_for (stage, "All sent");

  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.sign-in", NULL);
  click (stage, "Type the Password Here");
  wait_for_page (stage, "Password");
  sign_in (stage, "bo@example.com");
  stage_wait_for (stage,
                  "You signed in as somebody else than the person these expenses belong to.");
  g_assert_false (stage_shows (GTK_WIDGET (stage->window), "Bo Li"));

  sign_in (stage, "ana@example.com");
  stage_wait_for (stage, "Signed in");
  g_assert_true (stage_shows (GTK_WIDGET (stage->window), "Ana Ivanova"));
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
  g_test_add_func ("/app/first-run/join", test_join);
  g_test_add_func ("/app/first-run/closed", test_closed);
  g_test_add_func ("/app/first-run/no-browser", test_no_browser);
  g_test_add_func ("/app/first-run/closes-while-waiting", test_closes_while_waiting);
  g_test_add_func ("/app/first-run/other-person", test_other_person);
  g_test_add_func ("/app/first-run/connect-later", test_connect_later);
  g_test_add_func ("/app/first-run/damaged", test_damaged);
  g_test_add_func ("/app/first-run/outbox", test_outbox);

  return g_test_run ();
}
