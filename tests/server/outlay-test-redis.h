/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OutlayTestRedis:
 *
 * A real redis-server on a Unix socket in a folder of its own, to be stopped, paused and started
 * again. Whatever should not fail is an assertion.
 */
typedef struct _OutlayTestRedis OutlayTestRedis;

/* @password: (nullable). Does not run yet. */
OutlayTestRedis *outlay_test_redis_new   (const char *password);
/* Ends it if it runs, and deletes its folder. */
void             outlay_test_redis_free  (OutlayTestRedis *self);

/* "unix:PATH" */
const char *outlay_test_redis_get_address (OutlayTestRedis *self);
/* Of the socket */
const char *outlay_test_redis_get_path    (OutlayTestRedis *self);

void outlay_test_redis_start (OutlayTestRedis *self);
void outlay_test_redis_kill  (OutlayTestRedis *self);
/* SIGSTOP, SIGCONT */
void outlay_test_redis_pause (OutlayTestRedis *self);
void outlay_test_redis_go_on (OutlayTestRedis *self);
/* (transfer full): what it answers to a command, as redis-cli writes it */
char *outlay_test_redis_ask  (OutlayTestRedis *self, const char *const *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayTestRedis, outlay_test_redis_free)

G_END_DECLS
