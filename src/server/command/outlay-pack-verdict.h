/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-reader.h"

G_BEGIN_DECLS

/**
 * outlay_pack_verdict_tell:
 * @is_json: whether to print one JSON object a line on standard output, for programs
 * @is_sound: (out): whether the pack is as it was written
 *
 * Verifies a pack and prints what is wrong with it; how far it is too, where a person looks on.
 *
 * Returns: %FALSE with an error where it could not be verified
 */
gboolean outlay_pack_verdict_tell (OutlayPackReader  *reader,
                                   gboolean           is_json,
                                   gboolean          *is_sound,
                                   GError           **error);

G_END_DECLS
