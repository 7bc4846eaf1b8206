/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/account/outlay-account.h"
#include "client/database/outlay-database.h"
#include "core/expense/outlay-policy.h"

G_BEGIN_DECLS

/**
 * OutlayInsightStudy:
 *
 * One look at all of one's own expenses: what it has read so far, and what is asked of it.
 */
typedef struct _OutlayInsightStudy OutlayInsightStudy;

/* @policy: copied */
OutlayInsightStudy *outlay_insight_study_new (OutlayAccount *account, const OutlayPolicy *policy);
void outlay_insight_study_free (OutlayInsightStudy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayInsightStudy, outlay_insight_study_free)

/* Reads budgets and what was dismissed. On the database thread, before the expenses. */
gboolean outlay_insight_study_begin (OutlayInsightStudy *self,
                                     OutlayConnection *connection,
                                     GError **error);

/* Reads some thousand expenses. @is_done: (out): whether those were the last. On the database thread. */
gboolean outlay_insight_study_go_on (OutlayInsightStudy *self,
                                     OutlayConnection *connection,
                                     gboolean *is_done,
                                     GError **error);

/* What they show, once they are all read. On any thread. (transfer full): of #OutlayInsight */
GListStore *outlay_insight_study_find (OutlayInsightStudy *self);

G_END_DECLS
