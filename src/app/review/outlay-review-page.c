/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-review-page.h"

struct _OutlayReviewPage
{
  AdwNavigationPage parent_instance;

  /* Owned */
  OutlayWorkspace *workspace;

  gboolean collapsed;
};

G_DEFINE_FINAL_TYPE (OutlayReviewPage, outlay_review_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_COLLAPSED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
outlay_review_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  switch (id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_review_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  switch (id)
    {
    case PROP_WORKSPACE:
      g_set_object (&self->workspace, g_value_get_object (value));
      break;
    case PROP_COLLAPSED:
      self->collapsed = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_review_page_dispose (GObject *object)
{
  OutlayReviewPage *self = OUTLAY_REVIEW_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REVIEW_PAGE);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_review_page_parent_class)->dispose (object);
}

static void
outlay_review_page_class_init (OutlayReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_review_page_get_property;
  object_class->set_property = outlay_review_page_set_property;
  object_class->dispose = outlay_review_page_dispose;

  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, OUTLAY_TYPE_WORKSPACE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                   G_PARAM_STATIC_STRINGS);
  props[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/outlay/Outlay/ui/review/outlay-review-page.ui");
}

static void
outlay_review_page_init (OutlayReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OutlayReviewPage *
outlay_review_page_new (OutlayWorkspace *workspace)
{
  return g_object_new (OUTLAY_TYPE_REVIEW_PAGE, "workspace", workspace, NULL);
}
