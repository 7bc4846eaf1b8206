/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/auth/outlay-refresh-token.h"

G_BEGIN_DECLS

#define OUTLAY_SESSION_LIFETIME ((gint64) 30 * 24 * 60 * 60 * G_USEC_PER_SEC)
/* How long the token before the current one still gets the current one again. */
#define OUTLAY_SESSION_GRACE (60 * G_USEC_PER_SEC)

typedef enum
{
  OUTLAY_ROTATION_DONE,    /* moved on, or the same successor again */
  OUTLAY_ROTATION_REFUSED, /* not a session, expired, ended, or its person is disabled */
  OUTLAY_ROTATION_REUSED,  /* a token that was spent: the session has been ended */
} OutlayRotation;

/* Starts a session. @token: (out caller-allocates): its first refresh token */
gboolean outlay_session_store_add (OutlayConnection    *db,
                                   const char          *company,
                                   const char          *person,
                                   const char          *remote,
                                   gint64               now,
                                   OutlayRefreshToken  *token,
                                   GError             **error);

/* The same, given to a program that signs people in. @client: (nullable): its id */
gboolean outlay_session_store_add_for_client (OutlayConnection    *db,
                                              const char          *company,
                                              const char          *person,
                                              const char          *client,
                                              const char          *remote,
                                              gint64               now,
                                              OutlayRefreshToken  *token,
                                              GError             **error);

/**
 * outlay_session_store_belongs_to:
 * @client: (nullable): %NULL for the app's own form
 * @belongs: (out): whether there is such a session and it was given to the program @client
 *
 * Returns: %FALSE with an error
 */
gboolean outlay_session_store_belongs_to (OutlayConnection  *db,
                                          const char        *company,
                                          const char        *session,
                                          const char        *client,
                                          gboolean          *belongs,
                                          GError           **error);

/**
 * outlay_session_store_rotate:
 * @key: the server's secret for successors
 * @presented: what the client has
 * @next: (out caller-allocates): what it gets
 * @person: (out) (transfer full): whose session it is, when the rotation is done
 *
 * One conditional update: of all who present a token at once, one moves the session on, and the
 * others are given the same successor for a minute. What is older than that is a copy in foreign
 * hands: the session ends, and it is written down.
 */
gboolean outlay_session_store_rotate (OutlayConnection          *db,
                                      GBytes                    *key,
                                      const OutlayRefreshToken  *presented,
                                      gint64                     now,
                                      const char                *remote,
                                      OutlayRefreshToken        *next,
                                      char                     **person,
                                      OutlayRotation            *rotation,
                                      GError                   **error);

/* Ends a session, or does nothing when it has ended. @why: "logout", "reuse",
 * "disabled", "password" */
gboolean outlay_session_store_end (OutlayConnection  *db,
                                   const char        *company,
                                   const char        *session,
                                   const char        *why,
                                   gint64             now,
                                   GError           **error);

/* Whether a refresh token is the session's current or previous one. */
gboolean outlay_session_store_knows (OutlayConnection          *db,
                                     const OutlayRefreshToken  *token,
                                     gboolean                  *knows,
                                     GError                   **error);

/* All of a person's, and the browsers they are signed in with. */
gboolean outlay_session_store_end_all (OutlayConnection  *db,
                                       const char        *company,
                                       const char        *person,
                                       const char        *why,
                                       gint64             now,
                                       GError           **error);

/* Forgets sessions that expired a month ago and can no longer tell a reuse from a stranger. */
gboolean outlay_session_store_purge (OutlayConnection *db, gint64 now, GError **error);

G_END_DECLS
