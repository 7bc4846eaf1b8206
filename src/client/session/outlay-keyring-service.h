/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/*
 * What the Secret Service of the session says of itself. Asking is quick, bothers nobody with a
 * dialog, and tells a service that hangs from one whose person is thinking. Main thread.
 */
typedef enum
{
  OUTLAY_KEYRING_ABSENT,  /* nobody has the name: libsecret may keep things elsewhere (a portal) */
  OUTLAY_KEYRING_HANGING, /* it has the name and gives no answer */
  OUTLAY_KEYRING_LOCKED,  /* the default collection, or there is none: keeping would ask the person */
  OUTLAY_KEYRING_OPEN,
} OutlayKeyringState;

/**
 * outlay_keyring_service_ask:
 * @patience_msec: how long an answer may take
 *
 * Returns: (transfer full): future of an int, an #OutlayKeyringState; never rejects
 */
DexFuture *outlay_keyring_service_ask (int patience_msec);

/**
 * outlay_keyring_service_watch:
 * @changed: called when a collection was locked or unlocked, or a service or portal has come
 *
 * Begins to watch for as long as the process lives; of later calls nothing comes. Future of a boolean:
 * whether there is a bus to watch.
 */
DexFuture *outlay_keyring_service_watch (void (*changed) (void));

G_END_DECLS
