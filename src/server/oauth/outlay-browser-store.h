/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/people/outlay-person-store.h"
#include "server/auth/outlay-refresh-token.h"

G_BEGIN_DECLS

/* A working day and what comes after it: not so long that a shared computer forgets to ask. */
#define OUTLAY_BROWSER_LIFETIME ((gint64) 12 * 60 * 60 * G_USEC_PER_SEC)

/**
 * outlay_browser_store_add:
 * @token: (out caller-allocates): for the cookie; the database has its hash alone
 *
 * Remembers that a browser belongs to a person from now on.
 */
gboolean outlay_browser_store_add (OutlayConnection    *db,
                                   const char          *company,
                                   const char          *person,
                                   gint64               now,
                                   OutlayRefreshToken  *token,
                                   GError             **error);

/**
 * outlay_browser_store_find:
 * @cookie: (nullable): as the browser sent it
 * @person: (out) (transfer full) (nullable): who is signed in with it, if somebody is
 *
 * Returns: %FALSE with an error
 */
gboolean outlay_browser_store_find (OutlayConnection  *db,
                                    const char        *cookie,
                                    gint64             now,
                                    OutlayPerson     **person,
                                    GError           **error);

/* Signs out whoever is signed in with @cookie, or does nothing. */
gboolean outlay_browser_store_end (OutlayConnection  *db,
                                   const char        *cookie,
                                   gint64             now,
                                   GError           **error);

/* Signs a person out of all browsers, and makes codes that are under way worthless. */
gboolean outlay_browser_store_end_all (OutlayConnection  *db,
                                       const char        *company,
                                       const char        *person,
                                       gint64             now,
                                       GError           **error);

/* Forgets what has expired. */
gboolean outlay_browser_store_purge (OutlayConnection *db, gint64 now, GError **error);

G_END_DECLS
