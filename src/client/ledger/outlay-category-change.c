/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-category-store.h"

#include "client/ledger/outlay-expense-store-private.h"
#include "core/money/outlay-money.h"
#include "core/outlay-uuid.h"

/* What a person does to categories of their own, on the device alone. */

struct _OutlayCategoryRemoval
{
  char *id;
  char *to; /* (nullable) */
  char *name;
  char *icon;
  char *color;
  gboolean is_archived;
  GArray *expenses;     /* of gint64: expense.n */
  GPtrArray *merchants; /* of char * */
  GArray *budgets;      /* of OutlayMoney: its limits */
};

G_DEFINE_BOXED_TYPE (OutlayCategoryRemoval,
                     outlay_category_removal,
                     outlay_category_removal_ref,
                     outlay_category_removal_unref)

static void
removal_clear (gpointer data)
{
  OutlayCategoryRemoval *self = data;

  g_free (self->id);
  g_free (self->to);
  g_free (self->name);
  g_free (self->icon);
  g_free (self->color);
  g_array_unref (self->expenses);
  g_ptr_array_unref (self->merchants);
  g_array_unref (self->budgets);
}

OutlayCategoryRemoval *
outlay_category_removal_ref (OutlayCategoryRemoval *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
outlay_category_removal_unref (OutlayCategoryRemoval *self)
{
  g_atomic_rc_box_release_full (self, removal_clear);
}

static OutlayCategoryRemoval *
removal_new (const char *id, const char *to)
{
  OutlayCategoryRemoval *self = g_atomic_rc_box_new0 (OutlayCategoryRemoval);

  self->id = g_strdup (id);
  self->to = g_strdup (to);
  self->expenses = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->merchants = g_ptr_array_new_with_free_func (g_free);
  self->budgets = g_array_new (FALSE, TRUE, sizeof (OutlayMoney));

  return self;
}

/* --- add and change --------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  char *name;
  char *icon;
  char *color;
  gboolean is_archived;
  gboolean is_new;
} Put;

static void
put_free (gpointer data)
{
  Put *job = data;

  g_free (job->id);
  g_free (job->name);
  g_free (job->icon);
  g_free (job->color);
  g_free (job);
}

static gboolean
refuse_name (GError **error)
{
  g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED,
                       "name is the name of another category");
  return FALSE;
}

/* They are few: a company has at most a thousand, and a person some dozens. */
static gboolean
is_name_free (OutlayConnection *connection, const char *name, const char *id, GError **error)
{
  g_autofree char *wanted = outlay_category_dup_name_key (name);
  OutlayStatement *row = outlay_connection_query (connection, "category/names", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      g_autofree char *key = NULL;

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      key = outlay_category_dup_name_key (outlay_statement_get_text (row, 1));
      if (g_str_equal (key, wanted) && !g_str_equal (outlay_statement_get_text (row, 0), id))
        {
          outlay_statement_reset (row);
          return refuse_name (error);
        }
    }
}

static gboolean
is_there (OutlayConnection *connection, const char *id, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "category/get", "s", id))
    return FALSE;
  if (row == NULL)
    {
      g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE,
                   "the category %s is not here", id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
put (OutlayConnection *connection,
     gpointer data,
     GValue *result,
     OutlayTopics *changed,
     GError **error)
{
  Put *job = data;

  if (job->is_new)
    {
      g_value_init (result, G_TYPE_STRING);
      g_value_set_string (result, job->id);
    }
  else if (!is_there (connection, job->id, error))
    return FALSE;

  *changed = OUTLAY_TOPIC_CATEGORIES;

  return is_name_free (connection, job->name, job->id, error) &&
         outlay_connection_run (connection, error, "category/put", "ssssi", job->id, job->name,
                                job->icon, job->color, (gint64) job->is_archived);
}

static DexFuture *
begin_put (OutlayCategoryStore *self, char *id, const OutlayCategoryFields *fields, gboolean is_new)
{
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
  Put *job;

  outlay_category_check (fields, complaints);
  if (!outlay_complaints_is_empty (complaints))
    {
      const OutlayComplaint *first = &g_array_index (complaints, OutlayComplaint, 0);

      g_free (id);
      return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED, "%s %s",
                                    first->field, outlay_complaint_code_to_string (first->code));
    }

  job = g_new0 (Put, 1);
  job->id = id;
  job->name = g_strdup (fields->name);
  job->icon = g_strdup (fields->icon);
  job->color = g_strdup (fields->color);
  job->is_archived = fields->is_archived;
  job->is_new = is_new;

  return outlay_database_run (outlay_category_store_get_database (self), put, job, put_free);
}

DexFuture *
outlay_category_store_add (OutlayCategoryStore *self, const OutlayCategoryFields *fields)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self) && fields != NULL, NULL);

  return begin_put (self, outlay_uuid_new (), fields, TRUE);
}

DexFuture *
outlay_category_store_change (OutlayCategoryStore *self,
                              const char *id,
                              const OutlayCategoryFields *fields)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self) && id != NULL && fields != NULL, NULL);

  return begin_put (self, g_strdup (id), fields, FALSE);
}

/* --- remove ----------------------------------------------------------------------------------- */

static gboolean
keep_fields (OutlayConnection *connection, OutlayCategoryRemoval *removal, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "category/get", "s", removal->id))
    return FALSE;

  removal->name = g_strdup (outlay_statement_get_text (row, 0));
  removal->icon = g_strdup (outlay_statement_get_text (row, 1));
  removal->color = g_strdup (outlay_statement_get_text (row, 2));
  removal->is_archived = outlay_statement_get_int (row, 3) != 0;

  return TRUE;
}

static gboolean
keep_expenses (OutlayConnection *connection, OutlayCategoryRemoval *removal, GError **error)
{
  OutlayStatement *row = outlay_connection_bind (connection, error, "category/expenses", "s",
                                                 removal->id);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      gint64 n;

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      n = outlay_statement_get_int (row, 0);
      g_array_append_val (removal->expenses, n);
    }
}

static gboolean
keep_merchants (OutlayConnection *connection, OutlayCategoryRemoval *removal, GError **error)
{
  OutlayStatement *row = outlay_connection_bind (connection, error, "category/merchants", "s",
                                                 removal->id);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_ptr_array_add (removal->merchants, g_strdup (outlay_statement_get_text (row, 0)));
    }
}

static gboolean
keep_budgets (OutlayConnection *connection, OutlayCategoryRemoval *removal, GError **error)
{
  OutlayStatement *row = outlay_connection_bind (connection, error, "category/budgets", "s",
                                                 removal->id);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      OutlayMoney limit = { 0 };

      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      limit.minor = outlay_statement_get_int (row, 0);
      g_strlcpy (limit.currency, outlay_statement_get_text (row, 1), sizeof limit.currency);
      g_array_append_val (removal->budgets, limit);
    }
}

static gboolean
remove_category (OutlayConnection *connection,
                 gpointer data,
                 GValue *result,
                 OutlayTopics *changed,
                 GError **error)
{
  OutlayCategoryRemoval *removal = data;

  *changed = OUTLAY_TOPIC_CATEGORIES | OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_BUDGETS;
  g_value_init (result, OUTLAY_TYPE_CATEGORY_REMOVAL);
  g_value_set_boxed (result, removal);

  return is_there (connection, removal->id, error) &&
         (removal->to == NULL || is_there (connection, removal->to, error)) &&
         keep_fields (connection, removal, error) && keep_expenses (connection, removal, error) &&
         keep_merchants (connection, removal, error) && keep_budgets (connection, removal, error) &&
         outlay_connection_run (connection, error, "budget/remove-of-category", "s", removal->id) &&
         outlay_connection_run (connection, error, "category/replace", "ss", removal->id,
                                removal->to) &&
         outlay_connection_run (connection, error, "category/remove-from-merchants", "ss",
                                removal->id, removal->to) &&
         outlay_connection_run (connection, error, "category/remove", "s", removal->id);
}

DexFuture *
outlay_category_store_remove (OutlayCategoryStore *self, const char *id, const char *to)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self) && id != NULL, NULL);
  g_return_val_if_fail (g_strcmp0 (id, to) != 0, NULL);

  return outlay_database_run (outlay_category_store_get_database (self), remove_category,
                              removal_new (id, to), (GDestroyNotify) outlay_category_removal_unref);
}

static gboolean
restore_category (OutlayConnection *connection,
                  gpointer data,
                  GValue *result,
                  OutlayTopics *changed,
                  GError **error)
{
  OutlayCategoryRemoval *removal = data;

  *changed = OUTLAY_TOPIC_CATEGORIES | OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_BUDGETS;
  if (!is_name_free (connection, removal->name, removal->id, error) ||
      !outlay_connection_run (connection, error, "category/put", "ssssi", removal->id,
                              removal->name, removal->icon, removal->color,
                              (gint64) removal->is_archived))
    return FALSE;

  for (guint i = 0; i < removal->expenses->len; i++)
    if (!outlay_connection_run (connection, error, "category/take-back-expense", "iss",
                                g_array_index (removal->expenses, gint64, i), removal->id,
                                removal->to))
      return FALSE;
  for (guint i = 0; i < removal->merchants->len; i++)
    if (!outlay_connection_run (connection, error, "category/take-back-merchant", "sss",
                                removal->merchants->pdata[i], removal->id, removal->to))
      return FALSE;
  for (guint i = 0; i < removal->budgets->len; i++)
    {
      const OutlayMoney *limit = &g_array_index (removal->budgets, OutlayMoney, i);

      if (!outlay_connection_run (connection, error, "budget/set", "ssii", removal->id,
                                  limit->currency, limit->minor, (gint64) FALSE))
        return FALSE;
    }

  return TRUE;
}

DexFuture *
outlay_category_store_restore (OutlayCategoryStore *self, OutlayCategoryRemoval *removal)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_STORE (self) && removal != NULL, NULL);

  return outlay_database_run (outlay_category_store_get_database (self), restore_category,
                              outlay_category_removal_ref (removal),
                              (GDestroyNotify) outlay_category_removal_unref);
}
