/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-review-ahead.h"

#include "app/proofs/outlay-proof-loader.h"
#include "core/expense/outlay-expense.h"

struct _OutlayReviewAhead
{
  GObject parent_instance;

  OutlayProofStore *store;
  GPtrArray *wishes; /* of Wish, the nearest first */
};

G_DEFINE_FINAL_TYPE (OutlayReviewAhead, outlay_review_ahead, G_TYPE_OBJECT)

typedef struct
{
  char *sha256;
  guint size;
  GCancellable *cancellable;
} Wish;

/* Giving up what has arrived does nothing. */
static void
give_up (Wish *wish)
{
  g_cancellable_cancel (wish->cancellable);
  g_object_unref (wish->cancellable);
  g_free (wish->sha256);
  g_free (wish);
}

static Wish *
take_wish (GPtrArray *wishes, const char *sha256, guint size)
{
  for (guint i = 0; i < wishes->len; i++)
    {
      Wish *wish = g_ptr_array_index (wishes, i);

      if (wish->size == size && g_str_equal (wish->sha256, sha256))
        return g_ptr_array_steal_index (wishes, i);
    }

  return NULL;
}

static Wish *
make_wish (OutlayReviewAhead *self, const char *sha256, guint size)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->sha256 = g_strdup (sha256);
  wish->size = size;
  wish->cancellable = g_cancellable_new ();
  dex_future_disown (outlay_proof_loader_load (outlay_proof_loader_of (self->store), sha256, 0,
                                               size, OUTLAY_PROOF_AHEAD, wish->cancellable));

  return wish;
}

static void
outlay_review_ahead_finalize (GObject *object)
{
  OutlayReviewAhead *self = OUTLAY_REVIEW_AHEAD (object);

  g_ptr_array_unref (self->wishes);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (outlay_review_ahead_parent_class)->finalize (object);
}

static void
outlay_review_ahead_class_init (OutlayReviewAheadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_review_ahead_finalize;
}

static void
outlay_review_ahead_init (OutlayReviewAhead *self)
{
  self->wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) give_up);
}

OutlayReviewAhead *
outlay_review_ahead_new (OutlayProofStore *store)
{
  OutlayReviewAhead *self = g_object_new (OUTLAY_TYPE_REVIEW_AHEAD, NULL);

  self->store = g_object_ref (store);

  return self;
}

void
outlay_review_ahead_update (OutlayReviewAhead *self, GListModel *queue, guint position, guint size)
{
  g_autoptr (GPtrArray) before = NULL;

  g_return_if_fail (OUTLAY_IS_REVIEW_AHEAD (self));

  before = g_steal_pointer (&self->wishes);
  self->wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) give_up);

  for (guint i = 1; i <= OUTLAY_REVIEW_N_AHEAD; i++)
    {
      g_autoptr (OutlayExpense) expense = g_list_model_get_item (queue, position + i);
      const char *sha256 = expense != NULL ? outlay_expense_get_proofs (expense)[0] : NULL;
      Wish *wish;

      if (sha256 == NULL)
        continue;

      wish = take_wish (before, sha256, size);
      g_ptr_array_add (self->wishes, wish != NULL ? wish : make_wish (self, sha256, size));
    }
}
