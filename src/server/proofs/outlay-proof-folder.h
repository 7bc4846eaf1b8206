/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * outlay_proof_folder_build_path:
 * @now: Unix time in microseconds
 *
 * Returns: (transfer full): "YYYY/MM/DD/<sha256>.<ext>", the day in UTC
 */
char *outlay_proof_folder_build_path (const char *sha256,
                                      const char *extension,
                                      gint64      now);

/**
 * outlay_proof_folder_write:
 * @path: as outlay_proof_folder_build_path() makes it
 *
 * Puts @bytes at @path below @folder, so that after it has returned they are there whole, even
 * after a power cut, and at no time are there in part: a temporary file, fsync, rename, fsync of
 * the folders. What is there under that name is replaced; it has the same content, as the name
 * says. Any thread.
 */
gboolean outlay_proof_folder_write (const char *folder,
                                    const char *path,
                                    GBytes     *bytes,
                                    GError    **error);

G_END_DECLS
