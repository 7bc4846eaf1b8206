/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-findings.h"
#include "pack/outlay-pack-lines.h"
#include "pack/outlay-pack-manifest.h"

G_BEGIN_DECLS

/**
 * OutlayPackVerify:
 *
 * Compares the expenses of a pack, one after the other, with what its manifest says, and makes table and
 * journal of them once more.
 */
typedef struct _OutlayPackVerify OutlayPackVerify;

/* @manifest and @findings must outlive it. */
OutlayPackVerify *outlay_pack_verify_new  (OutlayPackManifest *manifest,
                                           OutlayPackFindings *findings);
void              outlay_pack_verify_free (OutlayPackVerify   *self);

/* (transfer none) (nullable) */
OutlayPackFile *outlay_pack_verify_find_file (OutlayPackVerify *self, const char *name);

/* Bytes of expenses.json as they come; what is wrong with them becomes a finding. */
void outlay_pack_verify_feed (OutlayPackVerify *self, const guint8 *bytes, gsize size);
/* After the last of them. */
void outlay_pack_verify_end  (OutlayPackVerify *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackVerify, outlay_pack_verify_free)

G_END_DECLS
