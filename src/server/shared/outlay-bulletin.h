/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-batch.h"

G_BEGIN_DECLS

/**
 * OutlayBulletin:
 *
 * What server processes on one PostgreSQL tell each other: the news of a transaction, with its commit.
 * A thread of its own listens, on a connection that it makes anew when it is lost; who may have missed
 * something then is told so. Nothing depends on it but how soon something is noticed.
 */
typedef struct _OutlayBulletin OutlayBulletin;

/**
 * OutlayBulletinFunc:
 * @news: (nullable): of another process; %NULL when anything may have changed
 *
 * Called on the bulletin's thread.
 */
typedef void (*OutlayBulletinFunc) (const OutlayNews *news, gpointer data);

/* @uri: of the database; it need not be reachable yet */
OutlayBulletin *outlay_bulletin_new  (const char         *uri,
                                      OutlayBulletinFunc  heard,
                                      gpointer            data);
void            outlay_bulletin_free (OutlayBulletin     *self);

/* Inside a transaction, whose commit tells the other processes. Any thread. */
gboolean outlay_bulletin_announce (OutlayBulletin    *self,
                                   OutlayConnection  *db,
                                   const OutlayNews  *news,
                                   GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayBulletin, outlay_bulletin_free)

G_END_DECLS
