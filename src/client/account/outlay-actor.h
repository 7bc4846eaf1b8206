/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"
#include "core/expense/outlay-policy.h"

G_BEGIN_DECLS

/**
 * OutlayActor:
 *
 * Who changes something, as it was when they asked: copied, so that the database
 * thread may read it.
 */
typedef struct
{
  char *user_id;
  char *user_name;
  OutlayRole role;
  gboolean is_on_device;
  OutlayPolicy policy;
  char today[11];
} OutlayActor;

OutlayActor *outlay_actor_new (OutlayAccount *account, const OutlayPolicy *policy);
void outlay_actor_free (OutlayActor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayActor, outlay_actor_free)

G_END_DECLS
