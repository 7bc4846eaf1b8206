/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-error.h"
#include "pack/outlay-pack-totals.h"

G_BEGIN_DECLS

#define OUTLAY_PACK_FORMAT "outlay-pack"
#define OUTLAY_PACK_VERSION 1

/* Larger ones are neither written nor read: some 700,000 files. */
#define OUTLAY_PACK_MANIFEST_MAX (128 * 1024 * 1024)

#define OUTLAY_PACK_FILE_MANIFEST "manifest.json"
#define OUTLAY_PACK_FILE_SUMS "SHA256SUMS"
#define OUTLAY_PACK_FILE_README "README.txt"
#define OUTLAY_PACK_FILE_TABLE "expenses.csv"
#define OUTLAY_PACK_FILE_EXPENSES "expenses.json"
#define OUTLAY_PACK_FILE_JOURNAL "expenses.journal"

/**
 * OutlayPackTitle:
 * @program: and its version: "outlayd 0.1.0"
 * @company_id: and @company_name: (nullable): whose expenses; %NULL for a device's
 * @person_id: and @person_name: (nullable): if they are one person's alone
 * @from: first day, and @to: last day, both included; (nullable): open on that side
 * @filter: (nullable): what else they were chosen by, as a line for a person
 * @made_at: Unix time in microseconds
 *
 * What a pack says of itself. Nothing is owned.
 */
typedef struct
{
  const char *program;
  const char *company_id;
  const char *company_name;
  const char *person_id;
  const char *person_name;
  const char *from;
  const char *to;
  const char *filter;
  gint64      made_at;
} OutlayPackTitle;

/* A file of the pack; the manifest itself and SHA256SUMS are not in the list. */
typedef struct
{
  char   *name;
  gint64  size;
  char    sha256[65];

  /*< private >*/
  gboolean is_seen;  /* by a reader */
  gboolean is_named; /* by an expense */
} OutlayPackFile;

/* A proof that some expense names and nobody could read when the pack was made. */
typedef struct
{
  char *sha256;
  char *expense;
  char *reason;
} OutlayPackUnread;

/**
 * OutlayPackManifest:
 *
 * manifest.json:
 *
 *     {"format": "outlay-pack", "version": 1, "program", "company": null or {"id", "name"}, "person": the same,
 *      "from": null or a day, "to", "filter": null or a line, "made_at",
 *      "counts": {"expenses", "events", "people", "categories", "proofs"},
 *      "totals": [{"currency", "state", "count", "minor"}…],
 *      "unreadable": [{"sha256", "expense", "reason"}…],
 *      "files": [{"name", "size", "sha256"}…]}
 */
typedef struct
{
  OutlayPackTitle   title;
  gint64            n_expenses;
  gint64            n_events;
  gint64            n_people;
  gint64            n_categories;
  gint64            n_proofs;
  OutlayPackTotals *totals;
  GPtrArray        *unread; /* of #OutlayPackUnread */
  GPtrArray        *files;  /* of #OutlayPackFile, in the order of the pack */

  /*< private >*/
  gpointer          texts; /* what the title borrows from */
} OutlayPackManifest;

/* @title: (nullable): its texts are copied */
OutlayPackManifest *outlay_pack_manifest_new  (const OutlayPackTitle *title);
void                outlay_pack_manifest_free (OutlayPackManifest    *self);

void outlay_pack_manifest_add_file   (OutlayPackManifest *self,
                                      const char         *name,
                                      gint64              size,
                                      const char         *sha256);
void outlay_pack_manifest_add_unread (OutlayPackManifest *self,
                                      const char         *sha256,
                                      const char         *expense,
                                      const char         *reason);

/* (transfer full) */
GString *outlay_pack_manifest_write (OutlayPackManifest *self);

/**
 * outlay_pack_manifest_read:
 * @is_newer: (out): whether that is all that is wrong with it
 *
 * Returns: (transfer full) (nullable): %NULL with %OUTLAY_PACK_ERROR_SYNTAX
 */
OutlayPackManifest *outlay_pack_manifest_read (const char  *text,
                                               gsize        length,
                                               gboolean    *is_newer,
                                               GError     **error);

/* (transfer full): SHA256SUMS, for the manifest and all of its files. @manifest_sha256: its own hash */
GString *outlay_pack_manifest_write_sums (OutlayPackManifest *self, const char *manifest_sha256);

/* Whether a file may be called that. */
gboolean outlay_pack_name_is_valid (const char *name);

/**
 * outlay_pack_name_of_proof:
 * @day: of the expense; may be empty
 *
 * Returns: (transfer full): "proofs/2026/11/19/<sha256>.jpg", or "proofs/undated/…"
 */
char *outlay_pack_name_of_proof (const char *day, const char *sha256, const char *extension);

/* Whether @name is a proof's, and whose: @sha256 has room for 65 bytes. */
gboolean outlay_pack_name_read_proof (const char *name, char *sha256);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackManifest, outlay_pack_manifest_free)

G_END_DECLS
