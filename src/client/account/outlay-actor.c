/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/account/outlay-actor.h"

#include "core/outlay-time.h"

OutlayActor *
outlay_actor_new (OutlayAccount *account, const OutlayPolicy *policy)
{
  OutlayActor *self = g_new0 (OutlayActor, 1);
  g_autofree char *today = outlay_day_today ();

  self->user_id = g_strdup (outlay_account_get_user_id (account));
  self->user_name = g_strdup (outlay_account_get_user_name (account));
  self->role = outlay_account_get_role (account);
  self->is_on_device = outlay_account_is_on_device (account);
  outlay_policy_copy (policy, &self->policy);
  g_strlcpy (self->today, today, sizeof self->today);

  return self;
}

void
outlay_actor_free (OutlayActor *self)
{
  g_free (self->user_id);
  g_free (self->user_name);
  outlay_policy_clear (&self->policy);
  g_free (self);
}
