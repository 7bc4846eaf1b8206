/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The folder `proofs/` as files, `ab/<sha256>.<extension>`. Blocking; any thread. */

/* The path of @sha256 with @extension; the folder may be missing. (transfer full) */
char *outlay_proof_files_path (const char *folder, const char *sha256, const char *extension);

/* Where @sha256 lies, whatever its type. (transfer full) (nullable): %NULL where it is not here */
char *outlay_proof_files_find (const char *folder, const char *sha256);

/**
 * outlay_proof_files_keep:
 *
 * Checks the format, takes out metadata, and writes the file under its hash: to a temporary name,
 * synced, renamed, and the folder synced. What is there already is left as it is.
 *
 * Returns: (transfer full) (nullable): the SHA-256; %NULL with an #OutlayProofError or
 *   #OutlayClientError
 */
char *outlay_proof_files_keep (const char *folder, GBytes *bytes, GError **error);

/* Gives @path, a whole file that hashes to @sha256, its name by its content.
 * (transfer full) (nullable) */
char *
outlay_proof_files_adopt (const char *folder, const char *path, const char *sha256, GError **error);

/* Removes temporary files that are older than an hour: what a crash left. */
void outlay_proof_files_sweep (const char *folder);

/* All hashes whose file is older than @age seconds. (transfer full) (element-type utf8) */
GPtrArray *outlay_proof_files_list (const char *folder, gint64 age);

G_END_DECLS
