/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * outlay_proof_sentence:
 * @error: from the proof store or the proof loader
 *
 * What a person reads where a proof cannot be shown, translated; chosen by domain and code alone.
 *
 * Returns: (transfer none)
 */
const char *outlay_proof_sentence (const GError *error);

/* A heading for that sentence, translated; (transfer none). */
const char *outlay_proof_heading (const GError *error);

/**
 * outlay_proof_refusal_sentence:
 * @name: the file's name as a person knows it
 *
 * What a person reads where a file was not taken, translated: what is wrong and what to do.
 *
 * Returns: (transfer full)
 */
char *outlay_proof_refusal_sentence (const char *name, const GError *error);

G_END_DECLS
