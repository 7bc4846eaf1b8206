/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/account/outlay-workspace.h"

#include "client/wire/outlay-change-json.h"
#include "client/outlay-client-error.h"
#include "client/transport/outlay-fiber.h"
#include "client/outbox/outlay-outbox-private.h"
#include "client/account/outlay-workspace-private.h"

typedef struct
{
  OutlayWorkspace *workspace;
  OutlaySession *session;
} Connect;

static void
connect_free (Connect *self)
{
  g_clear_object (&self->workspace);
  g_clear_object (&self->session);
  g_free (self);
}

/* Whether the account is still the device's own, or this very person's already. */
static gboolean
is_fitting (OutlayAccount *account, const OutlayAccountIdentity *identity, GError **error)
{
  if (identity == NULL)
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN,
                           "the session has not signed in");
      return FALSE;
    }

  if (!outlay_account_is_on_device (account) &&
      (!g_str_equal (outlay_account_get_user_id (account), identity->user_id) ||
       !g_str_equal (outlay_account_get_server (account), identity->server)))
    {
      g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN,
                           "the account is connected to another company");
      return FALSE;
    }
  return TRUE;
}

static GListModel *
fetch_categories (OutlaySession *session, GError **error)
{
  g_autoptr (OutlayApi) api = outlay_api_new (session);
  g_autoptr (OutlayAnswer) answer = NULL;

  answer = dex_await_boxed (
      outlay_api_send (api, &(OutlayCall) { .method = "GET", .path = "/api/v1/categories" }),
      error);
  return answer != NULL ? outlay_categories_read (answer->json, error) : NULL;
}

/*
 * The rows are queued before the account's file says that it is a company's: a crash in between
 * leaves an account on the device whose next connection finds its work done. The other way round,
 * nothing would ever queue them.
 */
static DexFuture *
connect_fiber (gpointer user_data)
{
  Connect *self = user_data;
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);
  const OutlayAccountIdentity *identity = outlay_session_get_identity (self->session);
  g_autoptr (GListModel) categories = NULL;
  GError *error = NULL;

  if (!is_fitting (account, identity, &error))
    return dex_future_new_for_error (error);

  categories = fetch_categories (self->session, &error);
  if (categories == NULL)
    return dex_future_new_for_error (error);

  if (!dex_await (outlay_database_join_company (outlay_workspace_get_database (self->workspace),
                                                identity->user_id, identity->user_name, categories),
                  &error))
    return dex_future_new_for_error (error);

  if (!outlay_account_set_identity (account, identity, &error))
    return dex_future_new_for_error (error);

  if (outlay_workspace_get_sync (self->workspace) == NULL)
    outlay_workspace_set_session (self->workspace, self->session);
  outlay_sync_start (outlay_workspace_get_sync (self->workspace));

  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
outlay_workspace_connect (OutlayWorkspace *self, OutlaySession *session)
{
  Connect *connect;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (OUTLAY_IS_SESSION (session), NULL);

  connect = g_new0 (Connect, 1);
  connect->workspace = g_object_ref (self);
  connect->session = g_object_ref (session);
  return outlay_fiber_spawn (connect_fiber, connect, (GDestroyNotify) connect_free);
}
