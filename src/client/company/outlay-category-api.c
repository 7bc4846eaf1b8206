/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-category-api.h"

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-change-json.h"
#include "client/wire/outlay-json-object.h"
#include "core/outlay-uuid.h"

#define PATH "/api/v1/categories"

typedef struct
{
  OutlayApi *api;
  OutlayCategory *shown; /* (nullable): for one that is new */
  JsonNode *body;        /* (nullable): for one that is to go */

  /* A move's own. */
  char *id;
  GCancellable *cancellable;
  OutlayCategoryProgressFunc progress;
  gpointer data;
  GDestroyNotify destroy;
} Request;

static void
request_free (Request *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_clear_object (&self->api);
  g_clear_object (&self->shown);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->body, json_node_unref);
  g_free (self->id);
  g_free (self);
}

static Request *
request_new (OutlayApi *api, OutlayCategory *shown, JsonNode *body)
{
  Request *self = g_new0 (Request, 1);

  self->api = g_object_ref (api);
  g_set_object (&self->shown, shown);
  self->body = body;

  return self;
}

/* (transfer full): a new one is not archived, and its call knows no such member. */
static JsonNode *
write_fields (const OutlayCategoryFields *fields, gboolean is_new)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", fields->name);
  json_object_set_string_member (object, "icon", fields->icon);
  json_object_set_string_member (object, "color", fields->color);
  if (!is_new)
    json_object_set_boolean_member (object, "archived", fields->is_archived);
  json_node_take_object (node, object);

  return node;
}

static DexFuture *
take_category (OutlayAnswer *answer)
{
  GError *error = NULL;
  OutlayCategory *category = outlay_category_read (answer->json, &error);

  return category != NULL ? dex_future_new_take_object (category)
                          : dex_future_new_for_error (error);
}

static DexFuture *
add_fiber (gpointer user_data)
{
  Request *self = user_data;
  g_autofree char *key = outlay_uuid_new ();
  g_autoptr (OutlayAnswer) answer = NULL;
  GError *error = NULL;

  answer = dex_await_boxed (outlay_api_send (self->api,
                                             &(OutlayCall) {
                                                 .method = "POST",
                                                 .path = PATH,
                                                 .body = self->body,
                                                 .idempotency_key = key,
                                             }),
                            &error);

  return answer != NULL ? take_category (answer) : dex_future_new_for_error (error);
}

DexFuture *
outlay_category_api_add (OutlayApi *api, const OutlayCategoryFields *fields)
{
  g_return_val_if_fail (OUTLAY_IS_API (api) && fields != NULL, NULL);

  return outlay_fiber_spawn (add_fiber, request_new (api, NULL, write_fields (fields, TRUE)),
                             (GDestroyNotify) request_free);
}

/* --- one that is there ------------------------------------------------------------------------ */

static gboolean
is_as_shown (OutlayCategory *shown, OutlayCategory *current)
{
  return g_str_equal (outlay_category_get_name (shown), outlay_category_get_name (current)) &&
         g_str_equal (outlay_category_get_icon (shown), outlay_category_get_icon (current)) &&
         g_str_equal (outlay_category_get_color (shown), outlay_category_get_color (current)) &&
         outlay_category_is_archived (shown) == outlay_category_is_archived (current);
}

/* Looks for it in the list, whose order is the server's own. */
static gboolean
find_etag (Request *self, JsonNode *json, char **etag, GError **error)
{
  g_autoptr (GListModel) categories = outlay_categories_read (json, error);
  JsonArray *items;

  if (categories == NULL)
    return FALSE;

  items = json_object_get_array_member (json_node_get_object (json), "items");
  for (guint i = 0; i < g_list_model_get_n_items (categories); i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (categories, i);
      gint64 revision;

      if (!g_str_equal (outlay_category_get_id (category), outlay_category_get_id (self->shown)))
        continue;
      if (!is_as_shown (self->shown, category))
        {
          g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT,
                               "the category is no longer as it was shown");
          return FALSE;
        }
      if (!outlay_json_read_int (json_array_get_object_element (items, i), "revision", 1,
                                 G_MAXINT64, &revision, error))
        return FALSE;
      *etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
      return TRUE;
    }

  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE,
                       "the category is not there any more");
  return FALSE;
}

/* The feed brings no revisions: what holds is asked for first, and compared with what was seen. */
static char *
await_etag (Request *self, GError **error)
{
  g_autoptr (OutlayAnswer) list = NULL;
  char *etag = NULL;

  list = dex_await_boxed (
      outlay_api_send (self->api, &(OutlayCall) { .method = "GET", .path = PATH }), error);
  if (list == NULL || !find_etag (self, list->json, &etag, error))
    return NULL;

  return etag;
}

static DexFuture *
write_fiber (gpointer user_data)
{
  Request *self = user_data;
  g_autofree char *path = g_strconcat (PATH "/", outlay_category_get_id (self->shown), NULL);
  g_autofree char *etag = NULL;
  g_autoptr (OutlayAnswer) answer = NULL;
  GError *error = NULL;

  etag = await_etag (self, &error);
  if (etag == NULL)
    return dex_future_new_for_error (error);

  answer = dex_await_boxed (outlay_api_send (self->api,
                                             &(OutlayCall) {
                                                 .method = self->body != NULL ? "PUT" : "DELETE",
                                                 .path = path,
                                                 .body = self->body,
                                                 .if_match = etag,
                                             }),
                            &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);

  return self->body != NULL ? take_category (answer) : dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_category_api_change (OutlayApi *api,
                            OutlayCategory *shown,
                            const OutlayCategoryFields *fields)
{
  g_return_val_if_fail (OUTLAY_IS_API (api) && OUTLAY_IS_CATEGORY (shown) && fields != NULL, NULL);

  return outlay_fiber_spawn (write_fiber, request_new (api, shown, write_fields (fields, FALSE)),
                             (GDestroyNotify) request_free);
}

DexFuture *
outlay_category_api_remove (OutlayApi *api, OutlayCategory *shown)
{
  g_return_val_if_fail (OUTLAY_IS_API (api) && OUTLAY_IS_CATEGORY (shown), NULL);

  return outlay_fiber_spawn (write_fiber, request_new (api, shown, NULL),
                             (GDestroyNotify) request_free);
}

/* --- moving ----------------------------------------------------------------------------------- */

static gboolean
read_piece (OutlayAnswer *answer, gint64 *moved, gint64 *left, GError **error)
{
  JsonObject *object;

  if (answer->json == NULL || !JSON_NODE_HOLDS_OBJECT (answer->json))
    return outlay_json_refuse ("/", error);

  object = json_node_get_object (answer->json);
  return outlay_json_read_int (object, "moved", 0, G_MAXINT32, moved, error) &&
         outlay_json_read_int (object, "left", 0, G_MAXINT64, left, error);
}

/* After an answer that was lost the next piece is simply a later one, so no key is needed. */
static DexFuture *
move_fiber (gpointer user_data)
{
  Request *self = user_data;
  g_autofree char *path = g_strconcat (PATH "/", self->id, "/move", NULL);
  gint64 total = 0;
  gint64 left = 1;

  while (left > 0)
    {
      g_autoptr (OutlayAnswer) answer = NULL;
      GError *error = NULL;
      gint64 moved;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
        return dex_future_new_for_error (error);

      answer = dex_await_boxed (
          outlay_api_send (self->api,
                           &(OutlayCall) { .method = "POST", .path = path, .body = self->body }),
          &error);
      if (answer == NULL || !read_piece (answer, &moved, &left, &error))
        return dex_future_new_for_error (error);
      if (moved == 0 && left > 0)
        {
          outlay_json_refuse ("left", &error);
          return dex_future_new_for_error (error);
        }

      total += moved;
      if (self->progress != NULL)
        self->progress (total, left, self->data);
    }

  return dex_future_new_for_int64 (total);
}

DexFuture *
outlay_category_api_move (OutlayApi *api,
                          const char *id,
                          const char *to,
                          GCancellable *cancellable,
                          OutlayCategoryProgressFunc progress,
                          gpointer data,
                          GDestroyNotify destroy)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  Request *request;

  g_return_val_if_fail (OUTLAY_IS_API (api) && id != NULL && to != NULL, NULL);

  json_object_set_string_member (object, "to", to);
  json_node_take_object (node, object);
  request = request_new (api, NULL, node);
  request->id = g_strdup (id);
  g_set_object (&request->cancellable, cancellable);
  request->progress = progress;
  request->data = data;
  request->destroy = destroy;

  return outlay_fiber_spawn (move_fiber, request, (GDestroyNotify) request_free);
}
