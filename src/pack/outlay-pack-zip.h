/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-spool.h"

G_BEGIN_DECLS

/**
 * OutlayPackZip:
 *
 * A ZIP file that is being written (PKWARE APPNOTE 6.3, with ZIP64 where it is large), to a temporary
 * name in the folder where it belongs. It is there under its own name when all of it is on disk, and not before; if it
 * does not come to that, nothing is left of it. One thread.
 */
typedef struct _OutlayPackZip OutlayPackZip;

/* @made_at: Unix time in microseconds, which every file in it has */
OutlayPackZip *outlay_pack_zip_new  (const char    *path,
                                     gint64         made_at,
                                     GCancellable  *cancellable,
                                     GError       **error);
void           outlay_pack_zip_free (OutlayPackZip *self);

/* @is_packed: deflated, and not as it is. Errors are #GIOErrorEnum: NO_SPACE, CANCELLED… */
gboolean outlay_pack_zip_add_bytes (OutlayPackZip  *self,
                                    const char     *name,
                                    gconstpointer   data,
                                    gsize           size,
                                    gboolean        is_packed,
                                    GError        **error);
/* @head (nullable), and after it the whole of a spool, deflated. (transfer full) (nullable): SHA-256 of it */
char    *outlay_pack_zip_add_spool (OutlayPackZip   *self,
                                    const char      *name,
                                    const GString   *head,
                                    OutlayPackSpool *spool,
                                    GError         **error);
gboolean outlay_pack_zip_finish    (OutlayPackZip  *self,
                                    GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackZip, outlay_pack_zip_free)

G_END_DECLS
