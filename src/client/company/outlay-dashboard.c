/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-dashboard.h"

#include "client/budgets/outlay-budget-sheet.h"
#include "client/transport/outlay-fiber.h"
#include "client/wire/outlay-json-object.h"
#include "client/wire/outlay-report-json.h"

#define REASONS_MAX 100
#define COUNT_MAX G_GINT64_CONSTANT (1000000000)
#define SECONDS_MAX G_GINT64_CONSTANT (10000000000)

struct _OutlayDashboard
{
  GObject parent_instance;

  OutlayDays days;
  gint64 n_waiting;
  char *oldest_at;
  OutlayReport waiting;
  OutlayDashboardDecisions decided;
  OutlayDashboardDecisions decided_before;
  gint64 n_reimbursed;
  gint64 n_reimbursed_before;
  OutlayReport reimbursed;
  GArray *reasons;     /* of OutlayDashboardReason */
  GArray *over_budget; /* of OutlayDashboardBudget */
  GArray *departments; /* of OutlayDashboardDepartment */
};

G_DEFINE_FINAL_TYPE (OutlayDashboard, outlay_dashboard, G_TYPE_OBJECT)

static void
clear_reason (gpointer data)
{
  g_free (((OutlayDashboardReason *) data)->reason);
}

static void
clear_department (gpointer data)
{
  g_free (((OutlayDashboardDepartment *) data)->name);
}

static void
outlay_dashboard_finalize (GObject *object)
{
  OutlayDashboard *self = OUTLAY_DASHBOARD (object);

  g_free (self->oldest_at);
  outlay_report_clear (&self->waiting);
  outlay_report_clear (&self->reimbursed);
  g_array_unref (self->reasons);
  g_array_unref (self->over_budget);
  g_array_unref (self->departments);

  G_OBJECT_CLASS (outlay_dashboard_parent_class)->finalize (object);
}

static void
outlay_dashboard_class_init (OutlayDashboardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_dashboard_finalize;
}

static void
outlay_dashboard_init (OutlayDashboard *self)
{
  outlay_report_init (&self->waiting, FALSE);
  outlay_report_init (&self->reimbursed, FALSE);
  self->reasons = g_array_new (FALSE, FALSE, sizeof (OutlayDashboardReason));
  g_array_set_clear_func (self->reasons, clear_reason);
  self->over_budget = g_array_new (FALSE, FALSE, sizeof (OutlayDashboardBudget));
  self->departments = g_array_new (FALSE, FALSE, sizeof (OutlayDashboardDepartment));
  g_array_set_clear_func (self->departments, clear_department);
}

/* --- reading --------------------------------------------------------------------------------- */

static gboolean
read_waiting (OutlayDashboard *self, JsonObject *object, GError **error)
{
  JsonObject *waiting;
  const char *oldest_at;

  if (!outlay_json_read_object (object, "waiting", &waiting, error) ||
      !outlay_json_read_int (waiting, "count", 0, COUNT_MAX, &self->n_waiting, error) ||
      !outlay_json_read_nullable_text (waiting, "oldest_at", &oldest_at, error) ||
      !outlay_report_json_read_totals (waiting, &self->waiting, error))
    return FALSE;

  self->oldest_at = g_strdup (oldest_at);
  return TRUE;
}

static gboolean
read_seconds (JsonObject *object, const char *name, gint64 *seconds, GError **error)
{
  *seconds = OUTLAY_NO_SECONDS;

  return (json_object_has_member (object, name) && json_object_get_null_member (object, name)) ||
         outlay_json_read_int (object, name, 0, SECONDS_MAX, seconds, error);
}

static gboolean
read_decisions (JsonObject *object, OutlayDashboardDecisions *decisions, GError **error)
{
  return outlay_json_read_int (object, "approved", 0, COUNT_MAX, &decisions->n_approved, error) &&
         outlay_json_read_int (object, "rejected", 0, COUNT_MAX, &decisions->n_rejected, error) &&
         read_seconds (object, "median_seconds", &decisions->median_seconds, error) &&
         read_seconds (object, "p90_seconds", &decisions->p90_seconds, error);
}

static gboolean
read_decided (OutlayDashboard *self, JsonObject *object, GError **error)
{
  JsonObject *decided, *before;

  return outlay_json_read_object (object, "decided", &decided, error) &&
         read_decisions (decided, &self->decided, error) &&
         outlay_json_read_object (decided, "before", &before, error) &&
         read_decisions (before, &self->decided_before, error);
}

static gboolean
read_reimbursed (OutlayDashboard *self, JsonObject *object, GError **error)
{
  JsonObject *reimbursed, *before;

  return outlay_json_read_object (object, "reimbursed", &reimbursed, error) &&
         outlay_json_read_int (reimbursed, "count", 0, COUNT_MAX, &self->n_reimbursed, error) &&
         outlay_report_json_read_totals (reimbursed, &self->reimbursed, error) &&
         outlay_json_read_object (reimbursed, "before", &before, error) &&
         outlay_json_read_int (before, "count", 0, COUNT_MAX, &self->n_reimbursed_before, error);
}

/* (nullable) */
static JsonObject *
get_item (JsonArray *array, guint n, const char *name, GError **error)
{
  JsonNode *node = json_array_get_element (array, n);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  outlay_json_refuse (name, error);
  return NULL;
}

static gboolean
read_reasons (OutlayDashboard *self, JsonObject *object, GError **error)
{
  JsonArray *array;

  if (!outlay_json_read_array (object, "rejections", REASONS_MAX, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = get_item (array, i, "rejections", error);
      OutlayDashboardReason reason = { 0 };
      const char *text;

      if (item == NULL || !outlay_json_read_text (item, "reason", &text, error) ||
          !outlay_json_read_int (item, "count", 0, COUNT_MAX, &reason.count, error))
        return FALSE;
      reason.reason = g_strdup (text);
      g_array_append_val (self->reasons, reason);
    }

  return TRUE;
}

static gboolean
read_over_budget (OutlayDashboard *self, JsonObject *object, GError **error)
{
  JsonArray *array;

  if (!outlay_json_read_array (object, "over_budget", OUTLAY_BUDGETS_MAX, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = get_item (array, i, "over_budget", error);
      OutlayDashboardBudget over = { 0 };
      OutlayMoney spent, committed;
      const char *category;

      if (item == NULL || !outlay_json_read_nullable_text (item, "category", &category, error) ||
          !outlay_budget_read_money (item, "limit", 1, &over.budget.limit, error) ||
          !outlay_budget_read_money (item, "spent", 0, &spent, error) ||
          !outlay_budget_read_money (item, "committed", 0, &committed, error))
        return FALSE;
      g_strlcpy (over.budget.category, category != NULL ? category : "",
                 sizeof over.budget.category);
      over.spent = spent.minor;
      over.committed = committed.minor;
      g_array_append_val (self->over_budget, over);
    }

  return TRUE;
}

static gboolean
read_departments (OutlayDashboard *self, JsonObject *object, GError **error)
{
  g_autoptr (JsonObject) wrapped = json_object_new ();
  g_autoptr (GPtrArray) blocks = NULL;
  JsonArray *array;

  if (!outlay_json_read_array (object, "departments", REASONS_MAX, &array, error))
    return FALSE;

  json_object_set_array_member (wrapped, "totals", json_array_ref (array));
  blocks = outlay_report_json_read_parts (wrapped, "departments", error);
  if (blocks == NULL)
    return FALSE;

  for (guint i = 0; i < blocks->len; i++)
    {
      const OutlayReportParts *parts = blocks->pdata[i];

      for (guint j = 0; j < parts->items->len; j++)
        {
          const OutlayReportPart *part = &g_array_index (parts->items, OutlayReportPart, j);
          OutlayDashboardDepartment department = { .name = g_strdup (part->key) };

          g_strlcpy (department.currency, parts->currency, sizeof department.currency);
          for (guint state = 0; state < OUTLAY_N_STATES; state++)
            {
              department.total.count += part->states[state].count;
              department.total.minor += part->states[state].minor;
            }
          g_array_append_val (self->departments, department);
        }
    }

  return TRUE;
}

OutlayDashboard *
outlay_dashboard_read (JsonNode *json, GError **error)
{
  g_autoptr (OutlayDashboard) self = g_object_new (OUTLAY_TYPE_DASHBOARD, NULL);
  JsonObject *object;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      outlay_json_refuse ("/", error);
      return NULL;
    }

  object = json_node_get_object (json);
  if (!outlay_report_json_read_days (object, &self->days, error) ||
      !read_waiting (self, object, error) || !read_decided (self, object, error) ||
      !read_reimbursed (self, object, error) || !read_reasons (self, object, error) ||
      !read_over_budget (self, object, error) || !read_departments (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* --- asking ---------------------------------------------------------------------------------- */

typedef struct
{
  OutlayApi *api;
  guint n_days;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->api);
  g_free (question);
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Question *question = data;
  g_autofree char *path = g_strdup_printf ("/api/v1/dashboard?days=%u", question->n_days);
  g_autoptr (OutlayAnswer) answer = NULL;
  g_autoptr (OutlayDashboard) dashboard = NULL;
  GError *error = NULL;

  answer = dex_await_boxed (
      outlay_api_send (question->api, &(OutlayCall) { .method = "GET", .path = path }), &error);
  if (answer != NULL)
    dashboard = outlay_dashboard_read (answer->json, &error);

  return dashboard != NULL ? dex_future_new_for_object (dashboard)
                           : dex_future_new_for_error (error);
}

DexFuture *
outlay_dashboard_fetch (OutlayApi *api, guint n_days)
{
  Question *question;

  g_return_val_if_fail (OUTLAY_IS_API (api), NULL);
  g_return_val_if_fail (n_days >= 1 && n_days <= 366, NULL);

  question = g_new0 (Question, 1);
  question->api = g_object_ref (api);
  question->n_days = n_days;

  return outlay_fiber_spawn (fetch_fiber, question, question_free);
}

/* --- telling --------------------------------------------------------------------------------- */

const OutlayDays *
outlay_dashboard_get_days (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), NULL);

  return &self->days;
}

gint64
outlay_dashboard_get_n_waiting (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), 0);

  return self->n_waiting;
}

const char *
outlay_dashboard_get_oldest_at (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), NULL);

  return self->oldest_at;
}

const OutlayReport *
outlay_dashboard_get_waiting (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), NULL);

  return &self->waiting;
}

const OutlayDashboardDecisions *
outlay_dashboard_get_decided (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), NULL);

  return &self->decided;
}

const OutlayDashboardDecisions *
outlay_dashboard_get_decided_before (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), NULL);

  return &self->decided_before;
}

gint64
outlay_dashboard_get_n_reimbursed (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), 0);

  return self->n_reimbursed;
}

gint64
outlay_dashboard_get_n_reimbursed_before (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), 0);

  return self->n_reimbursed_before;
}

const OutlayReport *
outlay_dashboard_get_reimbursed (OutlayDashboard *self)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), NULL);

  return &self->reimbursed;
}

const OutlayDashboardReason *
outlay_dashboard_get_reasons (OutlayDashboard *self, guint *n)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), NULL);

  *n = self->reasons->len;
  return (const OutlayDashboardReason *) self->reasons->data;
}

const OutlayDashboardBudget *
outlay_dashboard_get_over_budget (OutlayDashboard *self, guint *n)
{
  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), NULL);

  *n = self->over_budget->len;
  return (const OutlayDashboardBudget *) self->over_budget->data;
}

static OutlayDashboardDepartment *
find_department (GArray *departments, const char *name)
{
  for (guint i = 0; i < departments->len; i++)
    {
      OutlayDashboardDepartment *department = &g_array_index (departments,
                                                              OutlayDashboardDepartment, i);

      if (g_str_equal (department->name, name))
        return department;
    }

  return NULL;
}

static int
compare_departments (gconstpointer a, gconstpointer b)
{
  const OutlayDashboardDepartment *left = a;
  const OutlayDashboardDepartment *right = b;

  if (left->total.minor != right->total.minor)
    return left->total.minor > right->total.minor ? -1 : 1;

  return g_strcmp0 (left->name, right->name);
}

GArray *
outlay_dashboard_sum_departments (OutlayDashboard *self,
                                  const char *currency,
                                  gboolean is_converted)
{
  GArray *sums = g_array_new (FALSE, FALSE, sizeof (OutlayDashboardDepartment));
  char converted[OUTLAY_CURRENCY_KEY_SIZE];

  g_return_val_if_fail (OUTLAY_IS_DASHBOARD (self), sums);

  outlay_currency_key_of_converted (currency, converted);
  for (guint i = 0; i < self->departments->len; i++)
    {
      const OutlayDashboardDepartment *one = &g_array_index (self->departments,
                                                             OutlayDashboardDepartment, i);
      OutlayDashboardDepartment *sum;

      if (!g_str_equal (one->currency, currency) &&
          !(is_converted && g_str_equal (one->currency, converted)))
        continue;

      sum = find_department (sums, one->name);
      if (sum == NULL)
        {
          g_array_append_val (sums, *one);
          continue;
        }
      sum->total.count += one->total.count;
      if (__builtin_add_overflow (sum->total.minor, one->total.minor, &sum->total.minor))
        sum->total.minor = G_MAXINT64;
    }
  g_array_sort (sums, compare_departments);

  return sums;
}
