/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/insight/outlay-facts.h"

G_BEGIN_DECLS

/**
 * OutlayFactRow:
 * @id: of the expense; owned by the facts
 * @id_start: its first bytes as a number that sorts as they do
 * @day: Julian day as #GDate counts; 0 for none
 * @merchant: numbered from 1, and 0 for none; so are @category and @currency
 * @first_proof: place of its first file among those of the facts
 */
typedef struct
{
  const char *id;
  guint64     id_start;
  gint64      minor;
  gint64      created_at;
  gint64      submitted_at;
  gint64      decided_at;
  guint32     day;
  guint32     merchant;
  guint32     category;
  guint32     first_proof;
  guint16     currency;
  guint16     n_proofs;
  guint8      state;
  guint8      wants_proof;
} OutlayFactRow;

/* (transfer none): sorted by day and of a day by id; until another is added */
const OutlayFactRow *outlay_facts_get_rows (OutlayFacts *self);

/* The text behind a number; "" for 0. A merchant reads as it was written last. */
const char *outlay_facts_get_merchant (OutlayFacts *self,
                                       guint32      merchant);
/* The same without case and accents, which stays however it is written next. */
const char *outlay_facts_get_folded   (OutlayFacts *self,
                                       guint32      merchant);
const char *outlay_facts_get_category (OutlayFacts *self,
                                       guint32      category);
const char *outlay_facts_get_currency (OutlayFacts *self,
                                       guint16      currency);

/* The file behind a place: the first 64 bits of its digest. */
guint64 outlay_facts_get_proof (OutlayFacts *self,
                                guint32      place);

/**
 * OutlayFactGroups:
 * @rows: (array): places of rows, group by group, and in each by day
 * @starts: (array length=n_groups+1): where each group begins
 */
typedef struct
{
  guint32 *rows;
  guint32 *starts;
  guint    n_groups;
} OutlayFactGroups;

typedef enum
{
  OUTLAY_FACTS_BY_MERCHANT,
  OUTLAY_FACTS_BY_CATEGORY,
} OutlayFactsBy;

/**
 * outlay_facts_group:
 * @until: Julian day after the last that counts
 * @groups: (out caller-allocates)
 *
 * The rows that can be compared: not rejected, of a day before @until, above zero, of a currency, and
 * (by merchant) of a merchant; those of one currency and merchant, or of one currency and category, are a
 * group.
 */
void outlay_facts_group (OutlayFacts      *self,
                         OutlayFactsBy     by,
                         guint32           until,
                         OutlayFactGroups *groups);
void outlay_fact_groups_clear (OutlayFactGroups *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayFactGroups, outlay_fact_groups_clear)

G_END_DECLS
