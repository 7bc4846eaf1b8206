/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OutlayPackSpool:
 *
 * A file without a name that grows while others are written to a pack, and goes into it at the end. It is
 * gone with the process, whatever comes.
 */
typedef struct _OutlayPackSpool OutlayPackSpool;

/* @folder: the pack's own, as there must be room for it anyway */
OutlayPackSpool *outlay_pack_spool_new  (const char      *folder, GError **error);
void             outlay_pack_spool_free (OutlayPackSpool *self);

/* (transfer none): what is appended to this is part of the file after the next flush. */
GString  *outlay_pack_spool_get_buffer (OutlayPackSpool *self);
/* Writes the buffer if it is long, or @is_last. */
gboolean  outlay_pack_spool_flush      (OutlayPackSpool *self, gboolean is_last, GError **error);

/* After the last flush. */
gint64 outlay_pack_spool_get_size (OutlayPackSpool *self);
/* Reads from the start on; 0 at the end, -1 with an error. */
gssize outlay_pack_spool_read     (OutlayPackSpool *self,
                                   guint8          *into,
                                   gsize            size,
                                   GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackSpool, outlay_pack_spool_free)

G_END_DECLS
