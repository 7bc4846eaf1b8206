/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/reports/outlay-company-list.h"

#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-expense-json.h"
#include "client/wire/outlay-json-object.h"
#include "core/outlay-time.h"

#define PAGE 100
/* How near to the end the view is when the next page is asked for. */
#define AHEAD 50

struct _OutlayCompanyList
{
  GObject parent_instance;

  OutlayApi *api; /* (nullable) */
  char *query;    /* of every page */
  GPtrArray *items;
  char *next; /* (nullable): cursor; %NULL for the first page */
  gboolean has_more;
  gboolean is_loading;
  guint idle;
  GError *error; /* (nullable) */
};

static GType
get_item_type (GListModel *model)
{
  return OUTLAY_TYPE_EXPENSE;
}

static guint
get_n_items (GListModel *model)
{
  return OUTLAY_COMPANY_LIST (model)->items->len;
}

static gboolean
load_cb (gpointer data)
{
  OutlayCompanyList *self = data;

  self->idle = 0;
  dex_future_disown (outlay_company_list_load (self));

  return G_SOURCE_REMOVE;
}

/* A list must not change while it is read. */
static gpointer
get_item (GListModel *model, guint position)
{
  OutlayCompanyList *self = OUTLAY_COMPANY_LIST (model);

  if (position >= self->items->len)
    return NULL;

  if (position + AHEAD >= self->items->len && self->has_more && !self->is_loading &&
      self->error == NULL && self->idle == 0)
    self->idle = g_idle_add (load_cb, self);

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OutlayCompanyList,
                               outlay_company_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_IS_LOADING,
  PROP_HAS_MORE,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
outlay_company_list_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  OutlayCompanyList *self = OUTLAY_COMPANY_LIST (object);

  switch (property_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->items->len);
      break;
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
outlay_company_list_finalize (GObject *object)
{
  OutlayCompanyList *self = OUTLAY_COMPANY_LIST (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->api);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self->query);
  g_free (self->next);

  G_OBJECT_CLASS (outlay_company_list_parent_class)->finalize (object);
}

static void
outlay_company_list_class_init (OutlayCompanyListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_company_list_get_property;
  object_class->finalize = outlay_company_list_finalize;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_company_list_init (OutlayCompanyList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/* --- the question ----------------------------------------------------------------------------- */

static void
append_parameter (GString *query, const char *name, const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (query, "&%s=", name);
  g_string_append_uri_escaped (query, value, NULL, FALSE);
}

/* What others have not submitted is nobody's business, and one's own drafts are none of the company's. */
static void
append_states (GString *query, guint states)
{
  const char *separator = "&state=";

  states &= ((1u << OUTLAY_N_STATES) - 1) & ~(1u << OUTLAY_STATE_DRAFT);
  if (states == 0)
    states = ((1u << OUTLAY_N_STATES) - 1) & ~(1u << OUTLAY_STATE_DRAFT);

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    if ((states & (1u << state)) != 0)
      {
        g_string_append_printf (query, "%s%s", separator,
                                outlay_state_to_string ((OutlayState) state));
        separator = ",";
      }
}

static void
append_days (GString *query, const OutlayExpenseFilter *filter)
{
  append_parameter (query, "from", filter->from);
  if (filter->until != NULL)
    {
      g_autofree char *last = outlay_day_add (filter->until, -1);

      append_parameter (query, "to", last);
    }
}

static void
append_amounts (GString *query, const OutlayExpenseFilter *filter)
{
  append_parameter (query, "currency", filter->currency);
  append_parameter (query, "in", filter->in_currency);
  if (filter->currency != NULL && filter->min > 0)
    g_string_append_printf (query, "&min=%" G_GINT64_FORMAT, filter->min);
  if (filter->currency != NULL && filter->max > 0)
    g_string_append_printf (query, "&max=%" G_GINT64_FORMAT, filter->max);
}

static char *
make_query (const OutlayExpenseFilter *filter)
{
  GString *query = g_string_new (NULL);
  gboolean has_category = filter->category != NULL && *filter->category != '\0';

  g_string_printf (query, "/api/v1/expenses?limit=%d", PAGE);
  append_states (query, filter->states);
  append_days (query, filter);
  append_amounts (query, filter);
  if (filter->category != NULL)
    append_parameter (query, "category", has_category ? filter->category : "none");
  append_parameter (query, "merchant", filter->merchant);
  append_parameter (query, "owner", filter->owner);
  append_parameter (query, "department", filter->department);
  if (filter->text != NULL && *filter->text != '\0')
    append_parameter (query, "q", filter->text);

  return g_string_free_and_steal (query);
}

/* --- pages ------------------------------------------------------------------------------------ */

static gboolean
take_items (OutlayCompanyList *self, JsonObject *object, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = self->items->len;
  const char *next;
  JsonArray *array;

  if (!outlay_json_read_array (object, "items", PAGE, &array, error) ||
      !outlay_json_read_nullable_text (object, "next", &next, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      OutlayExpenseReading reading;

      if (!outlay_expense_reading_fill (&reading, json_array_get_element (array, i), error))
        return FALSE;
      g_ptr_array_add (items, outlay_expense_new (&reading.init));
    }

  g_free (self->next);
  self->next = g_strdup (next);
  self->has_more = next != NULL;
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (items, i)));
  if (items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, items->len);

  return TRUE;
}

static gboolean
await_page (OutlayCompanyList *self, GError **error)
{
  g_autoptr (OutlayAnswer) answer = NULL;
  g_autoptr (GString) path = g_string_new (self->query);

  append_parameter (path, "cursor", self->next);
  answer = dex_await_boxed (
      outlay_api_send (self->api, &(OutlayCall) { .method = "GET", .path = path->str }), error);
  if (answer == NULL)
    return FALSE;
  if (answer->json == NULL || !JSON_NODE_HOLDS_OBJECT (answer->json))
    return outlay_json_refuse ("/", error);

  return take_items (self, json_node_get_object (answer->json), error);
}

static void
notify_all (OutlayCompanyList *self)
{
  for (guint i = 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static DexFuture *
load_fiber (gpointer user_data)
{
  OutlayCompanyList *self = user_data;
  GError *error = NULL;
  gboolean is_done = await_page (self, &error);

  self->is_loading = FALSE;
  if (!is_done)
    self->error = g_error_copy (error);
  notify_all (self);

  return is_done ? dex_future_new_for_boolean (self->has_more) : dex_future_new_for_error (error);
}

DexFuture *
outlay_company_list_load (OutlayCompanyList *self)
{
  g_return_val_if_fail (OUTLAY_IS_COMPANY_LIST (self), NULL);

  if (self->api == NULL || self->is_loading || !self->has_more)
    return dex_future_new_for_boolean (self->has_more);

  g_clear_error (&self->error);
  self->is_loading = TRUE;
  notify_all (self);

  return outlay_fiber_spawn (load_fiber, g_object_ref (self), g_object_unref);
}

OutlayCompanyList *
outlay_company_list_new (OutlayApi *api, const OutlayExpenseFilter *filter)
{
  OutlayCompanyList *self;

  g_return_val_if_fail (api == NULL || OUTLAY_IS_API (api), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_COMPANY_LIST, NULL);
  self->query = make_query (filter);
  if (api == NULL)
    return self;

  self->api = g_object_ref (api);
  self->has_more = TRUE;
  dex_future_disown (outlay_company_list_load (self));

  return self;
}

gboolean
outlay_company_list_is_loading (OutlayCompanyList *self)
{
  g_return_val_if_fail (OUTLAY_IS_COMPANY_LIST (self), FALSE);
  return self->is_loading;
}

gboolean
outlay_company_list_has_more (OutlayCompanyList *self)
{
  g_return_val_if_fail (OUTLAY_IS_COMPANY_LIST (self), FALSE);
  return self->has_more;
}

const GError *
outlay_company_list_get_error (OutlayCompanyList *self)
{
  g_return_val_if_fail (OUTLAY_IS_COMPANY_LIST (self), NULL);
  return self->error;
}
