/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/categories/outlay-category-deed.h"

#include <glib/gi18n.h>

#include "client/transport/outlay-fiber.h"

gboolean
outlay_category_deed_is_allowed (OutlayWorkspace *workspace)
{
  OutlayAccount *account = outlay_workspace_get_account (workspace);

  return outlay_account_is_on_device (account) ||
         outlay_account_get_role (account) == OUTLAY_ROLE_ADMIN;
}

typedef struct
{
  OutlayWorkspace *workspace;
  DexFuture *answer; /* of the company */
} Deed;

static void
deed_free (Deed *self)
{
  g_clear_object (&self->workspace);
  dex_clear (&self->answer);
  g_free (self);
}

/* What the company has decided comes back with its changes, like anybody else's. */
static void
await_changes (OutlayWorkspace *workspace)
{
  OutlaySync *sync = outlay_workspace_get_sync (workspace);
  g_autoptr (GError) error = NULL;

  if (sync != NULL && !dex_await (outlay_sync_run (sync), &error))
    g_debug ("Fetching the category: %s", error->message);
}

static DexFuture *
save_fiber (gpointer user_data)
{
  Deed *self = user_data;
  g_autoptr (OutlayCategory) category = NULL;
  GError *error = NULL;

  category = dex_await_object (g_steal_pointer (&self->answer), &error);
  if (category == NULL)
    return dex_future_new_for_error (error);
  await_changes (self->workspace);

  return dex_future_new_take_string (g_strdup (outlay_category_get_id (category)));
}

static DexFuture *
remove_fiber (gpointer user_data)
{
  Deed *self = user_data;
  GError *error = NULL;

  if (!dex_await (g_steal_pointer (&self->answer), &error))
    return dex_future_new_for_error (error);
  await_changes (self->workspace);

  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
begin (OutlayWorkspace *workspace, DexFuture *answer, DexFiberFunc fiber)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->workspace = g_object_ref (workspace);
  deed->answer = answer;

  return outlay_fiber_spawn (fiber, deed, (GDestroyNotify) deed_free);
}

static DexFuture *
give_id_cb (DexFuture *completed, gpointer id)
{
  return dex_future_new_take_string (g_strdup (id));
}

DexFuture *
outlay_category_deed_save (OutlayWorkspace *workspace,
                           OutlayApi *api,
                           OutlayCategory *shown,
                           const OutlayCategoryFields *fields)
{
  OutlayCategoryStore *store = outlay_workspace_get_category_store (workspace);

  if (api != NULL)
    return begin (workspace,
                  shown != NULL ? outlay_category_api_change (api, shown, fields)
                                : outlay_category_api_add (api, fields),
                  save_fiber);
  if (shown == NULL)
    return outlay_category_store_add (store, fields);

  return dex_future_then (
      outlay_category_store_change (store, outlay_category_get_id (shown), fields), give_id_cb,
      g_strdup (outlay_category_get_id (shown)), g_free);
}

DexFuture *
outlay_category_deed_remove (OutlayWorkspace *workspace, OutlayApi *api, OutlayCategory *shown)
{
  if (api != NULL)
    return begin (workspace, outlay_category_api_remove (api, shown), remove_fiber);

  return outlay_category_store_remove (outlay_workspace_get_category_store (workspace),
                                       outlay_category_get_id (shown), NULL);
}

const char *
outlay_category_deed_get_complaint (const GError *error, const char *field)
{
  const OutlayProblem *problem = outlay_problem_get (error);
  gboolean is_told = FALSE;

  if (!g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED))
    return NULL;

  for (guint i = 0; problem != NULL && i < problem->fields->len; i++)
    is_told = is_told || g_str_equal (problem->fields->pdata[i], field);

  /* All else was checked before it was sent. */
  return g_str_equal (field, "name") && (problem == NULL || is_told)
             ? _ ("Another category has this name")
             : NULL;
}
