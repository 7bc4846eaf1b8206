/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The end of one company's chain of events at some time. */
typedef struct
{
  gint64 seq;
  char  *hash;
} OutlayChainAnchor;

/**
 * OutlayChainAnchors:
 *
 * Ends of chains, kept where who can write the database cannot: with them a chain that was worked out
 * anew after a change does not pass. One line of JSON for each company:
 * `{"company":"…","seq":12,"hash":"…"}`.
 */
typedef struct _OutlayChainAnchors OutlayChainAnchors;

OutlayChainAnchors *outlay_chain_anchors_new  (void);
void                outlay_chain_anchors_free (OutlayChainAnchors *self);

/* (nullable): what a file holds; %NULL with an error, which is %G_FILE_ERROR_NOENT where there is none */
OutlayChainAnchors *outlay_chain_anchors_load (const char *path, GError **error);
/* Puts the file in the place of an older one, whole. */
gboolean            outlay_chain_anchors_save (OutlayChainAnchors *self, const char *path, GError **error);

void outlay_chain_anchors_set (OutlayChainAnchors *self,
                               const char         *company,
                               gint64              seq,
                               const char         *hash);
/* (nullable) */
const OutlayChainAnchor *outlay_chain_anchors_find (OutlayChainAnchors *self, const char *company);
/* (transfer full): in order */
char **outlay_chain_anchors_dup_companies (OutlayChainAnchors *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayChainAnchors, outlay_chain_anchors_free)

G_END_DECLS
