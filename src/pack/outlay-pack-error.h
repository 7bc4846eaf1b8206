/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OUTLAY_PACK_ERROR (outlay_pack_error_quark ())
GQuark outlay_pack_error_quark (void);

/* What a file itself can be blamed for; disks and cancelling are #GIOErrorEnum. */
typedef enum
{
  OUTLAY_PACK_ERROR_DAMAGED, /* not what was written: get another copy */
  OUTLAY_PACK_ERROR_SYNTAX,  /* no CSV, or no JSON of ours; the message names the line */
  OUTLAY_PACK_ERROR_ORDER,   /* expenses must come by day and id, each once */
  OUTLAY_PACK_ERROR_REFUSED, /* well formed, and yet not to be taken in here */
} OutlayPackError;

G_END_DECLS
