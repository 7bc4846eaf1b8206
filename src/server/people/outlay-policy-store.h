/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-policy.h"
#include "db/outlay-connection.h"
#include "server/outlay-json-writer.h"

G_BEGIN_DECLS

/**
 * OutlayStoredPolicy:
 * @revision: 1 for the default that nobody has changed yet
 * @updated_at: 0 for that as well
 *
 * A company's policy as the database has it. A value; outlay_stored_policy_clear() ends it.
 */
typedef struct
{
  OutlayPolicy policy;
  gint64       revision;
  gint64       updated_at;
} OutlayStoredPolicy;

void outlay_stored_policy_clear      (OutlayStoredPolicy       *self);
/* As the wire has it; see #OutlayPolicy. */
void outlay_stored_policy_write_json (const OutlayStoredPolicy *self,
                                      OutlayJsonWriter         *json);

/**
 * outlay_policy_store_get:
 * @stored: (out caller-allocates): to be ended also after an error
 *
 * What is in the database now: nothing is remembered, so that what is decided in a transaction is
 * decided by the policy of that moment, whoever has changed it.
 */
gboolean outlay_policy_store_get (OutlayConnection    *db,
                                  const char          *company,
                                  OutlayStoredPolicy  *stored,
                                  GError             **error);

/* @may_change: (out): whether the company's currency may be set or changed: no expense was ever
 * submitted, so that nothing was converted. */
gboolean outlay_policy_store_may_change_home (OutlayConnection  *db,
                                              const char        *company,
                                              gboolean          *may_change,
                                              GError           **error);

/* Puts @policy in the place of the one of @revision and into the feed of changes; inside a
 * transaction that has read it. */
gboolean outlay_policy_store_put (OutlayConnection   *db,
                                  const char         *company,
                                  const OutlayPolicy *policy,
                                  gint64              revision,
                                  gint64              now,
                                  GError            **error);

/**
 * outlay_policy_store_end_category:
 * @heir: id of a category that takes its limits over where it has none of its own
 * @has_changed: (out): whether there were any, so that the policy is another one now
 */
gboolean outlay_policy_store_end_category (OutlayConnection  *db,
                                           const char        *company,
                                           const char        *category,
                                           const char        *heir,
                                           gint64             now,
                                           gboolean          *has_changed,
                                           GError           **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayStoredPolicy, outlay_stored_policy_clear)

G_END_DECLS
