/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OUTLAY_REDIS_ERROR (outlay_redis_error_quark ())
GQuark outlay_redis_error_quark (void);

typedef enum
{
  OUTLAY_REDIS_ERROR_ADDRESS, /* mend the setting "redis" */
} OutlayRedisError;

/**
 * OutlayRedisAddress:
 * @host: (nullable): name or number; %NULL when @path is there
 * @path: (nullable): of a Unix socket
 * @user: (nullable): of Redis' access lists
 * @password: (nullable): told to Redis before anything else
 *
 * Where a Redis is and how to get in.
 */
typedef struct
{
  char *host;
  int   port;
  char *path;
  int   database;
  char *user;
  char *password;
} OutlayRedisAddress;

/**
 * outlay_redis_address_parse:
 * @text: "redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]" or "unix:PATH"
 * @password: (nullable): wins over one in @text
 *
 * "rediss://" is refused: hiredis does not compare the name in a certificate with the host, so it
 * would promise what it does not keep. Reach a distant Redis through a tunnel.
 *
 * Returns: (transfer full): or %NULL with an #OutlayRedisError
 */
OutlayRedisAddress *outlay_redis_address_parse (const char  *text,
                                                const char  *password,
                                                GError     **error);
void                outlay_redis_address_free  (OutlayRedisAddress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayRedisAddress, outlay_redis_address_free)

G_END_DECLS
