/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-postgresql-session.h"

G_BEGIN_DECLS

/* Private to this folder; see outlay_connection_listen() and outlay_connection_await_notice(). */
gboolean outlay_postgresql_session_listen       (OutlayPostgresqlSession  *self,
                                                 const char               *channel,
                                                 GError                  **error);
char    *outlay_postgresql_session_await_notice (OutlayPostgresqlSession  *self,
                                                 int                       wake,
                                                 GError                  **error);

G_END_DECLS
