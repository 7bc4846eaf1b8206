/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-category-api.h"
#include "client/outlay-client-error.h"
#include "client/session/outlay-session.h"
#include "client/wire/outlay-change-json.h"
#include "core/outlay-uuid.h"

#include "outlay-test-server.h"
#include "test-await.h"

/* What an admin does to the company's categories, against the real server. */

typedef struct
{
  OutlayTestServer *server;
  OutlaySession *session;
  OutlayApi *api;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->server = outlay_test_server_new ();
  outlay_test_server_add_user (self->server, "Acme", "ada@example.com", "Ada", "admin");
  self->session = outlay_session_new (outlay_test_server_get_address (self->server), &error);
  g_assert_no_error (error);
  test_await (outlay_session_sign_in (self->session, "ada@example.com", OUTLAY_TEST_PASSWORD));
  self->api = outlay_api_new (self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  outlay_api_close (self->api);
  g_clear_object (&self->api);
  g_clear_object (&self->session);
  test_idle (10);
  g_clear_pointer (&self->server, outlay_test_server_free);
}

/* (transfer full) */
static gpointer
await_object (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_dup_object (value);
}

/* (transfer full) (nullable): as the server has it */
static OutlayCategory *
find (Fixture *self, const char *id)
{
  g_autoptr (DexFuture) settled = test_settle (
      outlay_api_send (self->api, &(OutlayCall) { .method = "GET", .path = "/api/v1/categories" }));
  g_autoptr (GError) error = NULL;
  OutlayAnswer *answer = g_value_get_boxed (dex_future_get_value (settled, &error));
  g_autoptr (GListModel) all = outlay_categories_read (answer->json, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (all, i);

      if (g_str_equal (outlay_category_get_id (category), id))
        return g_steal_pointer (&category);
    }

  return NULL;
}

static void
test_adds_and_changes (Fixture *self, gconstpointer data)
{
  OutlayCategoryFields fields = { "Gifts & “more”", "outlay-gift-symbolic", "pink", FALSE };
  g_autoptr (OutlayCategory) made = await_object (outlay_category_api_add (self->api, &fields));
  g_autoptr (OutlayCategory) changed = NULL;
  g_autoptr (GError) stale = NULL;

  g_assert_cmpstr (outlay_category_get_name (made), ==, "Gifts & “more”");
  fields = (OutlayCategoryFields) { "Presents", "outlay-tag-symbolic", "teal", TRUE };
  changed = await_object (outlay_category_api_change (self->api, made, &fields));
  g_assert_cmpstr (outlay_category_get_id (changed), ==, outlay_category_get_id (made));
  g_assert_cmpstr (outlay_category_get_name (changed), ==, "Presents");
  g_assert_true (outlay_category_is_archived (changed));

  /* Who still looks at the old one writes over nothing. */
  stale = test_await_error (outlay_category_api_change (self->api, made, &fields));
  g_assert_error (stale, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT);
}

static void
test_refuses (Fixture *self, gconstpointer data)
{
  OutlayCategoryFields fields = { "travel", "a", "pink", FALSE };
  g_autoptr (GError) taken = test_await_error (outlay_category_api_add (self->api, &fields));
  g_autoptr (GError) bad = NULL;

  g_assert_error (taken, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
  g_assert_nonnull (outlay_problem_get (taken));
  g_assert_cmpstr (outlay_problem_get (taken)->fields->pdata[0], ==, "name");

  fields.name = "";
  bad = test_await_error (outlay_category_api_add (self->api, &fields));
  g_assert_error (bad, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED);
}

static void
test_removes (Fixture *self, gconstpointer data)
{
  OutlayCategoryFields fields = { "Gifts", "outlay-gift-symbolic", "pink", FALSE };
  g_autoptr (OutlayCategory) made = await_object (outlay_category_api_add (self->api, &fields));
  g_autoptr (OutlayCategory) left = NULL;
  g_autoptr (GError) gone = NULL;

  test_await (outlay_category_api_remove (self->api, made));
  left = find (self, outlay_category_get_id (made));
  g_assert_null (left);
  gone = test_await_error (outlay_category_api_remove (self->api, made));
  g_assert_error (gone, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE);
}

typedef struct
{
  gint64 moved;
  gint64 left;
  guint n_calls;
  GCancellable *cancellable; /* (nullable): to be cancelled by the first */
} Progress;

static void
progress_cb (gint64 moved, gint64 left, gpointer data)
{
  Progress *progress = data;

  progress->moved = moved;
  progress->left = left;
  progress->n_calls++;
  if (progress->cancellable != NULL)
    g_cancellable_cancel (progress->cancellable);
}

static void
file_drafts (Fixture *self, const char *category, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = outlay_uuid_new ();
      g_autofree char *path = g_strconcat ("/api/v1/expenses/", id, NULL);
      g_autofree char *text = g_strdup_printf (
          "{\"merchant\": \"Nero\", \"amount\": {\"minor\": 420, \"currency\": \"EUR\"}, "
          "\"day\": \"2026-11-20\", \"category\": \"%s\", \"note\": \"\", \"proofs\": []}",
          category);
      g_autoptr (JsonNode) body = json_from_string (text, NULL);

      test_await (outlay_api_send (
          self->api,
          &(OutlayCall) { .method = "PUT", .path = path, .body = body, .if_none_match = "*" }));
    }
}

/* A piece at a time, until it is gone; stopped in between it goes on another time. */
static void
test_moves (Fixture *self, gconstpointer data)
{
  OutlayCategoryFields fields = { "Gifts", "outlay-gift-symbolic", "pink", FALSE };
  g_autoptr (OutlayCategory) from = await_object (outlay_category_api_add (self->api, &fields));
  g_autoptr (OutlayCategory) to = NULL;
  g_autoptr (OutlayCategory) archived = NULL;
  g_autoptr (OutlayCategory) gone = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) used = NULL;
  g_autoptr (GError) stopped = NULL;
  Progress progress = { .cancellable = cancellable };

  fields.name = "Presents";
  to = await_object (outlay_category_api_add (self->api, &fields));
  file_drafts (self, outlay_category_get_id (from), 502);

  used = test_await_error (outlay_category_api_remove (self->api, from));
  g_assert_cmpuint (outlay_problem_get (used)->status, ==, 409);

  stopped = test_await_error (outlay_category_api_move (self->api, outlay_category_get_id (from),
                                                        outlay_category_get_id (to), cancellable,
                                                        progress_cb, &progress, NULL));
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (progress.moved, ==, 500);
  g_assert_cmpint (progress.left, ==, 2);
  archived = find (self, outlay_category_get_id (from));
  g_assert_true (outlay_category_is_archived (archived));

  progress = (Progress) { 0 };
  g_assert_cmpint (test_await_int64 (outlay_category_api_move (
                       self->api, outlay_category_get_id (from), outlay_category_get_id (to), NULL,
                       progress_cb, &progress, NULL)),
                   ==, 2);
  g_assert_cmpint (progress.left, ==, 0);
  gone = find (self, outlay_category_get_id (from));
  g_assert_null (gone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

#define ADD(name, func)                                                                            \
  g_test_add ("/client/category-api/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("adds-and-changes", test_adds_and_changes);
  ADD ("refuses", test_refuses);
  ADD ("removes", test_removes);
  ADD ("moves", test_moves);

  return g_test_run ();
}
