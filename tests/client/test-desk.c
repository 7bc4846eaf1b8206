/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-desk.h"

#include "client/outlay-client-error.h"
#include "client/wire/outlay-expense-json.h"
#include "client/wire/outlay-json-object.h"
#include "core/outlay-time.h"

static OutlaySession *
sign_in (TestDesk *self)
{
  g_autoptr (GError) error = NULL;
  OutlaySession *session = outlay_session_new (test_proxy_get_address (self->proxy), &error);

  g_assert_no_error (error);
  test_await (outlay_session_sign_in (session, self->email, OUTLAY_TEST_PASSWORD));
  return session;
}

static TestDesk *
new_desk (OutlayTestServer *server, const char *email)
{
  TestDesk *self = g_new0 (TestDesk, 1);
  g_autofree char *path = g_dir_make_tmp ("outlay-desk-XXXXXX", NULL);

  self->server = server;
  self->email = g_strdup (email);
  self->proxy = test_proxy_new (outlay_test_server_get_port (server));
  self->folder = g_file_new_for_path (path);
  self->session = sign_in (self);
  return self;
}

TestDesk *
test_desk_new (OutlayTestServer *server, const char *email)
{
  TestDesk *self = new_desk (server, email);
  g_autoptr (GError) error = NULL;

  self->account = outlay_account_new_at_company (
      self->folder, outlay_session_get_identity (self->session), &error);
  g_assert_no_error (error);
  test_desk_open (self);
  test_desk_sync (self);
  return self;
}

TestDesk *
test_desk_new_on_device (OutlayTestServer *server, const char *email)
{
  TestDesk *self = new_desk (server, email);
  g_autoptr (GError) error = NULL;

  self->account = outlay_account_new_on_device (self->folder, &error);
  g_assert_no_error (error);
  test_desk_open (self);
  return self;
}

void
test_desk_close (TestDesk *self)
{
  outlay_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
}

void
test_desk_open (TestDesk *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (self->workspace);
  self->workspace = outlay_workspace_open (self->account, &error);
  g_assert_no_error (error);
}

static void
delete_folder (GFile *folder)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      folder, "standard::name,standard::type", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, NULL, NULL) &&
         info != NULL)
    {
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        delete_folder (child);
      else
        g_file_delete (child, NULL, NULL);
    }
  g_file_delete (folder, NULL, NULL);
}

void
test_desk_free (TestDesk *self)
{
  if (self->workspace != NULL)
    test_desk_close (self);
  /* What was let go ends within some turns of the main loop. */
  test_idle (20);
  g_clear_object (&self->account);
  g_clear_object (&self->session);
  test_idle (5);
  g_clear_pointer (&self->proxy, test_proxy_free);
  delete_folder (self->folder);
  g_clear_object (&self->folder);
  g_free (self->email);
  g_free (self);
}

/* Nobody undoes anything here: no grace is waited for. */
static void
skip_grace (TestDesk *self)
{
  OutlayOutbox *outbox = outlay_workspace_get_outbox (self->workspace);
  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (outbox));

  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr (OutlayOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (!outlay_outbox_entry_is_stuck (entry))
        outlay_outbox_retry (outbox, outlay_outbox_entry_get_id (entry));
    }
}

void
test_desk_sync (TestDesk *self)
{
  skip_grace (self);
  test_await (outlay_sync_run (outlay_workspace_get_sync (self->workspace)));
}

GError *
test_desk_sync_error (TestDesk *self)
{
  skip_grace (self);
  return test_await_error (outlay_sync_run (outlay_workspace_get_sync (self->workspace)));
}

void
test_desk_sync_until_done (TestDesk *self)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (DexFuture) future = NULL;

      skip_grace (self);
      future = test_settle (outlay_sync_run (outlay_workspace_get_sync (self->workspace)));
      if (dex_future_is_resolved (future) && test_desk_n_waiting (self) == 0)
        return;
      if (i == 19)
        {
          g_autoptr (OutlayOutboxEntry) entry = g_list_model_get_item (
              G_LIST_MODEL (outlay_workspace_get_outbox (self->workspace)), 0);
          g_autoptr (GError) error = NULL;

          dex_future_get_value (future, &error);
          g_error ("%s still has %u to send: %s; %s %s: %s", self->email,
                   test_desk_n_waiting (self), error != NULL ? error->message : "without an error",
                   entry != NULL ? outlay_outbox_entry_get_action (entry) : "",
                   entry != NULL ? outlay_outbox_entry_get_expense_id (entry) : "",
                   entry != NULL ? outlay_outbox_entry_get_last_message (entry) : "");
        }
    }
}

/* A proof that no other is the same as; it need not be looked at. */
static char *
make_proof (TestDesk *self)
{
  static guint counter;
  g_autofree char *text = g_strdup_printf ("%%PDF-1.7\n%% %08x %08x %u\n", g_test_rand_int (),
                                           g_random_int (), counter++);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return test_await_string (
      outlay_proof_store_import_bytes (outlay_workspace_get_proof_store (self->workspace), bytes));
}

char *
test_desk_file (TestDesk *self, const char *merchant, gint64 minor)
{
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new ("EUR", today);
  g_autofree char *proof = make_proof (self);
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", minor / 100,
                                             (int) (minor % 100));
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (self->workspace);
  g_autoptr (OutlayCategory) category = g_list_model_get_item (G_LIST_MODEL (categories), 0);

  g_assert_nonnull (category);
  g_object_set (draft, "merchant", merchant, "amount-text", amount, "category",
                outlay_category_get_id (category), NULL);
  outlay_expense_draft_add_proof (draft, proof);
  return test_await_string (
      outlay_expense_store_save (outlay_workspace_get_expense_store (self->workspace), draft));
}

static void
save (TestDesk *self, OutlayExpenseDraft *draft)
{
  test_await (
      outlay_expense_store_save (outlay_workspace_get_expense_store (self->workspace), draft));
}

void
test_desk_rename (TestDesk *self, const char *id, const char *merchant)
{
  g_autoptr (OutlayExpense) expense = test_desk_get (self, id);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);

  g_object_set (draft, "merchant", merchant, NULL);
  save (self, draft);
}

void
test_desk_prove_anew (TestDesk *self, const char *id)
{
  g_autoptr (OutlayExpense) expense = test_desk_get (self, id);
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);
  g_autofree char *proof = make_proof (self);
  const char *const proofs[] = { proof, NULL };

  g_object_set (draft, "proofs", proofs, NULL);
  save (self, draft);
}

void
test_desk_act (TestDesk *self, const char *id, OutlayAction action, const char *reason)
{
  g_autoptr (OutlayExpense) shown = test_desk_get (self, id);

  test_await (outlay_expense_store_act (outlay_workspace_get_expense_store (self->workspace), shown,
                                        action, reason));
}

OutlayExpense *
test_desk_get (TestDesk *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  OutlayExpense *expense = outlay_expense_store_get (
      outlay_workspace_get_expense_store (self->workspace), id, &error);

  if (!g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE))
    g_assert_no_error (error);
  return expense;
}

guint
test_desk_count (TestDesk *self, OutlayScope scope)
{
  g_autoptr (OutlayExpenseList)
      list = outlay_expense_store_list (outlay_workspace_get_expense_store (self->workspace),
                                        &(OutlayExpenseFilter) { .scope = scope });
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));

  /* A list shows its first rows at once; the rest follows. */
  if (n_items >= 200)
    test_idle (100);
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

guint
test_desk_n_waiting (TestDesk *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (outlay_workspace_get_outbox (self->workspace)));
}

static void
assert_same (TestDesk *self, const OutlayExpenseInit *there)
{
  g_autoptr (OutlayExpense) here = test_desk_get (self, there->id);

  if (here == NULL)
    g_error ("%s has no expense %s (%s)", self->email, there->id, there->merchant);

  g_assert_cmpint (outlay_expense_get_delivery (here), ==, OUTLAY_DELIVERY_DELIVERED);
  g_assert_cmpint (outlay_expense_get_revision (here), ==, there->revision);
  g_assert_cmpint (outlay_expense_get_state (here), ==, there->state);
  g_assert_cmpstr (outlay_expense_get_merchant (here), ==, there->merchant);
  g_assert_cmpint (outlay_expense_get_amount (here)->minor, ==, there->amount.minor);
  g_assert_cmpstr (outlay_expense_get_proof_digest (here), ==, there->proof_digest);
  g_assert_cmpstr (outlay_expense_get_owner_id (here), ==, there->owner_id);
  g_assert_cmpuint (outlay_expense_get_reuploads_left (here), ==, there->reuploads_left);
}

/* Every row here must be there as well. */
static void
assert_known (TestDesk *self, GHashTable *there, OutlayScope scope)
{
  g_autoptr (OutlayExpenseList)
      list = outlay_expense_store_list (outlay_workspace_get_expense_store (self->workspace),
                                        &(OutlayExpenseFilter) { .scope = scope });

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (OutlayExpense) here = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (!g_hash_table_contains (there, outlay_expense_get_id (here)))
        g_error ("the company does not have %s of %s: %s, %s, delivery %d, revision %d",
                 outlay_expense_get_id (here), self->email, outlay_expense_get_merchant (here),
                 outlay_state_to_string (outlay_expense_get_state (here)),
                 outlay_expense_get_delivery (here), (int) outlay_expense_get_revision (here));
    }
}

void
test_desk_assert_agrees (TestDesk *self)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *token = outlay_test_server_sign_in (self->server, self->email);
  g_autofree char *cursor = NULL;
  guint n_mine = 0, n_waiting = 0;

  do
    {
      g_autofree char *path = g_strconcat ("/api/v1/expenses?limit=200",
                                           cursor != NULL ? "&cursor=" : NULL, cursor, NULL);
      g_autoptr (OutlayTestReply)
          reply = outlay_test_server_send (self->server, token, "GET", path, NULL, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (reply->body, reply->length);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) json = outlay_json_parse (bytes, &error);
      JsonArray *items;

      g_assert_no_error (error);
      items = json_object_get_array_member (json_node_get_object (json), "items");
      for (guint i = 0; i < json_array_get_length (items); i++)
        {
          OutlayExpenseReading reading;

          outlay_expense_reading_fill (&reading, json_array_get_element (items, i), &error);
          g_assert_no_error (error);
          assert_same (self, &reading.init);
          g_hash_table_add (there, g_strdup (reading.init.id));
          if (g_str_equal (reading.init.owner_id, outlay_account_get_user_id (self->account)))
            n_mine++;
          else if (reading.init.state == OUTLAY_STATE_SUBMITTED)
            n_waiting++;
        }

      g_set_str (&cursor, json_object_get_string_member_with_default (json_node_get_object (json),
                                                                      "next", NULL));
    }
  while (cursor != NULL);

  assert_known (self, there, OUTLAY_SCOPE_MINE);
  assert_known (self, there, OUTLAY_SCOPE_WAITING);
  g_assert_cmpuint (test_desk_count (self, OUTLAY_SCOPE_MINE), ==, n_mine);
  if (outlay_account_get_role (self->account) >= OUTLAY_ROLE_REVIEWER)
    g_assert_cmpuint (test_desk_count (self, OUTLAY_SCOPE_WAITING), ==, n_waiting);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
test_wait_until (TestCondition is_so, gpointer data, guint seconds)
{
  gint64 until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  guint timer = g_timeout_add (20, wake_cb, NULL);

  while (!is_so (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timer);
}
