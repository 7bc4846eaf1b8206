/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/proofs/outlay-sealed-proof.h"

G_BEGIN_DECLS

/* How the files begin that are not whole yet; a process that died may have left some. */
#define OUTLAY_PROOF_FOLDER_TEMPORARY ".new-"

/**
 * outlay_proof_folder_build_path:
 * @name: SHA-256 of the file, or another name of it
 * @now: Unix time in microseconds
 *
 * Returns: (transfer full): "YYYY/MM/DD/<name>.<ext>", the day in UTC
 */
char *outlay_proof_folder_build_path (const char *name,
                                      const char *extension,
                                      gint64      now);

/**
 * outlay_proof_folder_write:
 * @path: as outlay_proof_folder_build_path() makes it
 * @key: (nullable): to seal it with; %NULL writes @bytes as they are
 * @context: what it is sealed for; not looked at without @key
 *
 * Puts @bytes at @path below @folder, so that after it has returned they are there whole, even
 * after a power cut, and at no time are there in part: a temporary file, fsync, rename, fsync of
 * the folder, and before that of the folders above as often as this process has not seen them
 * synced. What is there under that name is replaced; it has the same content, as the name
 * says. Any thread.
 */
gboolean outlay_proof_folder_write (const char              *folder,
                                    const char              *path,
                                    GBytes                  *bytes,
                                    const OutlayProofKey    *key,
                                    const OutlaySealContext *context,
                                    GError                 **error);

/**
 * outlay_proof_folder_lock:
 * @deletes: whether files will be deleted, or only be kept from being so
 * @waits: whether to wait for those who keep it otherwise
 *
 * Agrees with other processes on when files of @folder may be deleted: a backup or a check that
 * goes from row to file must find what it has read of. Ends with close().
 *
 * Returns: a descriptor; -1 with an error, which is %G_IO_ERROR_BUSY where it does not wait
 */
int outlay_proof_folder_lock (const char *folder, gboolean deletes, gboolean waits, GError **error);

G_END_DECLS
