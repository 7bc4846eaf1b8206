/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-pull.h"

#include "client/wire/outlay-change-json.h"
#include "client/outlay-client-error.h"
#include "client/wire/outlay-event-json.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/transport/outlay-problem.h"

#define PAGE_LIMIT 200
/* Of more expenses than these the history waits until somebody looks at one. */
#define MAX_HISTORIES 10
/* Pages of one history; nobody acts so often on one expense. */
#define MAX_HISTORY_PAGES 5

static DexFuture *
read_page_fiber (gpointer user_data)
{
  GError *error = NULL;
  OutlayFeedPage *page = outlay_feed_page_read (user_data, &error);

  if (page == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (OUTLAY_TYPE_FEED_PAGE, page);
}

static DexFuture *
get (OutlayApi *api, const char *path)
{
  return outlay_api_send (api, &(OutlayCall) { .method = "GET", .path = path });
}

/* Fetches the page after @cursor; a few thousand texts are read on a thread of the pool. */
static OutlayFeedPage *
fetch_page (OutlayApi *api, const char *cursor, GError **error)
{
  g_autofree char *since = g_uri_escape_string (cursor, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/v1/changes?limit=%d%s%s", PAGE_LIMIT,
                                           *since != '\0' ? "&since=" : "", since);
  g_autoptr (OutlayAnswer) answer = NULL;

  answer = dex_await_boxed (get (api, path), error);
  if (answer == NULL)
    return NULL;
  if (answer->json == NULL)
    {
      outlay_json_refuse ("changes", error);
      return NULL;
    }

  return dex_await_boxed (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (),
                                               OUTLAY_FIBER_STACK, read_page_fiber,
                                               json_node_ref (answer->json),
                                               (GDestroyNotify) json_node_unref),
                          error);
}

/* The server does not know the cursor: it has an older history than we have seen, or
 * shows us another. */
static gboolean
is_unknown_cursor (const GError *error)
{
  const OutlayProblem *problem = outlay_problem_get (error);

  return problem != NULL && problem->status == 410;
}

static gboolean
reset_cursor (OutlayConnection *connection,
              gpointer data,
              GValue *result,
              OutlayTopics *changed,
              GError **error)
{
  return outlay_setting_write (connection, OUTLAY_SETTING_CURSOR, NULL, error);
}

/* Histories that the answer of one more question each tells; the rest waits until it
 * is looked at. */
static gboolean
pull_histories (OutlayApi *api, OutlayDatabase *database, GPtrArray *expense_ids, GError **error)
{
  if (expense_ids->len > MAX_HISTORIES)
    return TRUE;

  for (guint i = 0; i < expense_ids->len; i++)
    {
      GError *local = NULL;

      dex_await (outlay_pull_events (api, database, g_ptr_array_index (expense_ids, i)), &local);
      /* One that cannot be seen any more has a tombstone coming. */
      if (g_error_matches (local, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE))
        g_clear_error (&local);
      if (local != NULL)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
apply_page (OutlayApi *api, OutlayDatabase *database, OutlayFeedPage *page, GError **error)
{
  if (!dex_await (outlay_page_apply (g_steal_pointer (&page->page), database, page->cursor), error))
    return FALSE;
  return pull_histories (api, database, page->expense_ids, error);
}

/* The kept cursor; empty for the beginning. %NULL with an error when it cannot be read. */
static char *
read_cursor (OutlayDatabase *database, GError **error)
{
  OutlayConnection *reader = outlay_database_get_reader (database);
  GError *local = NULL;
  char *cursor;

  if (reader == NULL)
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED,
                           "the database is closed");
      return NULL;
    }

  cursor = outlay_setting_read (reader, OUTLAY_SETTING_CURSOR, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  return cursor != NULL ? cursor : g_strdup ("");
}

gboolean
outlay_pull_all (OutlayApi *api, OutlayDatabase *database, GError **error)
{
  gboolean has_begun_again = FALSE;

  while (TRUE)
    {
      g_autofree char *cursor = read_cursor (database, error);
      g_autoptr (OutlayFeedPage) page = NULL;
      g_autoptr (GError) local = NULL;

      if (cursor == NULL)
        return FALSE;

      page = fetch_page (api, cursor, &local);
      if (page == NULL && !has_begun_again && is_unknown_cursor (local))
        {
          has_begun_again = TRUE;
          if (!dex_await (outlay_database_run (database, reset_cursor, NULL, NULL), error))
            return FALSE;
          continue;
        }
      if (page == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }

      if (page->n_changes == 0 && g_str_equal (page->cursor, cursor))
        return TRUE;
      if (!page->is_last && g_str_equal (page->cursor, cursor))
        return outlay_json_refuse ("cursor", error);

      if (!apply_page (api, database, page, error))
        return FALSE;
      if (page->is_last)
        return TRUE;
    }
}

typedef struct
{
  OutlayApi *api;
  OutlayDatabase *database;
  char *expense_id;
} History;

static void
history_free (History *self)
{
  g_clear_object (&self->api);
  g_clear_object (&self->database);
  g_clear_pointer (&self->expense_id, g_free);
  g_free (self);
}

/* Where the next page of a list begins, or %NULL. */
static const char *
peek_next (JsonNode *json)
{
  const char *next;

  if (!outlay_json_read_nullable_text (json_node_get_object (json), "next", &next, NULL))
    return NULL;
  return next;
}

static DexFuture *
pull_events_fiber (gpointer user_data)
{
  History *self = user_data;
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (OutlayEventInit));
  g_autofree char *next = NULL;
  GError *error = NULL;

  do
    {
      g_autofree char *cursor = next != NULL ? g_uri_escape_string (next, NULL, FALSE) : NULL;
      g_autofree char *path = g_strconcat ("/api/v1/expenses/", self->expense_id, "/events",
                                           cursor != NULL ? "?cursor=" : NULL, cursor, NULL);
      g_autoptr (OutlayAnswer) answer = dex_await_boxed (get (self->api, path), &error);
      g_autoptr (GArray) some = NULL;

      if (answer == NULL)
        return dex_future_new_for_error (error);

      some = outlay_events_read (answer->json, &error);
      if (some == NULL)
        return dex_future_new_for_error (error);

      if (some->len > 0)
        g_array_append_vals (events, some->data, some->len);
      g_set_str (&next, peek_next (answer->json));
      g_ptr_array_add (pages, g_steal_pointer (&answer->json));
    }
  while (next != NULL && pages->len < MAX_HISTORY_PAGES);

  return outlay_events_store (self->database, self->expense_id, (OutlayEventInit *) events->data,
                              events->len);
}

DexFuture *
outlay_pull_events (OutlayApi *api, OutlayDatabase *database, const char *expense_id)
{
  History *history = g_new0 (History, 1);

  history->api = g_object_ref (api);
  history->database = g_object_ref (database);
  history->expense_id = g_strdup (expense_id);
  return outlay_fiber_spawn (pull_events_fiber, history, (GDestroyNotify) history_free);
}
