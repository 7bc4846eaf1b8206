/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-manifest.h"

G_BEGIN_DECLS

/* (transfer full): README.txt of a pack: what it is, and how to verify it without any of our programs. */
GString *outlay_pack_readme_write (const OutlayPackManifest *manifest);

G_END_DECLS
