/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-error.h"

G_BEGIN_DECLS

/**
 * OutlayPackEntry:
 * @name: as it is written in the archive, or "" where that is not UTF-8; nothing is ever written to a path made of it
 * @is_file: whether it is a plain file
 */
typedef struct
{
  const char *name;
  gboolean    is_file;
  gboolean    is_encrypted;
} OutlayPackEntry;

/**
 * OutlayPackArchive:
 *
 * One walk over the entries of a ZIP file, by its central directory. It decides nothing: whatever somebody
 * has put together is shown as it is. Errors are %OUTLAY_PACK_ERROR_DAMAGED.
 */
typedef struct _OutlayPackArchive OutlayPackArchive;

/* @fd: borrowed, and read from its start; one walk at a time */
OutlayPackArchive *outlay_pack_archive_open (int fd, GError **error);
void               outlay_pack_archive_free (OutlayPackArchive *self);

/* @entry: (out): borrowed until the next call; @is_end: (out): whether there was none any more */
gboolean outlay_pack_archive_next (OutlayPackArchive *self,
                                   OutlayPackEntry   *entry,
                                   gboolean          *is_end,
                                   GError           **error);
/* Of the entry: how many bytes, 0 at its end, -1 with an error. */
gssize   outlay_pack_archive_read (OutlayPackArchive *self,
                                   guint8            *into,
                                   gsize              size,
                                   GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackArchive, outlay_pack_archive_free)

G_END_DECLS
