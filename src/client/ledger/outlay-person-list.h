/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/database/outlay-database.h"

G_BEGIN_DECLS

/**
 * OutlayPerson:
 *
 * Somebody whose expenses are on this device for a reviewer: "id", "name". Immutable.
 */
#define OUTLAY_TYPE_PERSON (outlay_person_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPerson, outlay_person, OUTLAY, PERSON, GObject)

const char *outlay_person_get_id (OutlayPerson *self);
const char *outlay_person_get_name (OutlayPerson *self);

/* Everybody whose expenses are here and not one's own, by name, as it is now. Future of a #GListStore
 * of #OutlayPerson. */
DexFuture *outlay_person_list_read (OutlayDatabase *database);

G_END_DECLS
