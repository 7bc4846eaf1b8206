/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-findings.h"

#define MAX_KEPT 1000

static const char *const names[OUTLAY_PACK_N_FINDING_KINDS] = {
  [OUTLAY_PACK_FINDING_ARCHIVE] = "archive",     [OUTLAY_PACK_FINDING_NAME] = "name",
  [OUTLAY_PACK_FINDING_DUPLICATE] = "duplicate", [OUTLAY_PACK_FINDING_LINK] = "link",
  [OUTLAY_PACK_FINDING_ENCRYPTED] = "encrypted", [OUTLAY_PACK_FINDING_BOMB] = "bomb",
  [OUTLAY_PACK_FINDING_MANIFEST] = "manifest",   [OUTLAY_PACK_FINDING_VERSION] = "version",
  [OUTLAY_PACK_FINDING_MISSING] = "missing",     [OUTLAY_PACK_FINDING_EXTRA] = "extra",
  [OUTLAY_PACK_FINDING_SIZE] = "size",           [OUTLAY_PACK_FINDING_HASH] = "hash",
  [OUTLAY_PACK_FINDING_SUMS] = "sums",           [OUTLAY_PACK_FINDING_EXPENSE] = "expense",
  [OUTLAY_PACK_FINDING_HISTORY] = "history",     [OUTLAY_PACK_FINDING_PROOF] = "proof",
  [OUTLAY_PACK_FINDING_TOTAL] = "total",         [OUTLAY_PACK_FINDING_TABLE] = "table",
};

const char *
outlay_pack_finding_kind_to_string (OutlayPackFindingKind kind)
{
  return names[kind];
}

static void
free_finding (OutlayPackFinding *finding)
{
  g_free (finding->place);
  g_free (finding->sentence);
  g_free (finding);
}

void
outlay_pack_findings_init (OutlayPackFindings *self)
{
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) free_finding);
  self->n_all = 0;
}

void
outlay_pack_findings_clear (OutlayPackFindings *self)
{
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}

void
outlay_pack_findings_add (OutlayPackFindings *self,
                          OutlayPackFindingKind kind,
                          const char *place,
                          const char *format,
                          ...)
{
  OutlayPackFinding *finding;
  va_list arguments;

  if (self->n_all++ >= MAX_KEPT)
    return;

  finding = g_new0 (OutlayPackFinding, 1);
  finding->kind = kind;
  finding->place = g_strescape (place, NULL);
  va_start (arguments, format);
  finding->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->kept, finding);
}
