/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-row.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-category-badge.h"
#include "app/widgets/outlay-converted-text.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-icon-shape.h"
#include "app/widgets/outlay-palette.h"
#include "app/widgets/outlay-pill.h"

#define BADGE_SIZE 40
#define GAP 12
#define LINE_GAP 3
#define MARK_SIZE 16
#define SUBTITLE_SCALE 0.83
#define MIN_WIDTH 200
#define NATURAL_WIDTH 320

struct _OutlayExpenseRow
{
  GtkWidget parent_instance;

  /* Owned */
  OutlayCategoryStore *categories;
  OutlayExpense *expense;
  char *amount_text;
  char *subtitle_text;
  char *converted_text; /* (nullable): for the second line, where there is room */
  PangoLayout *title;
  PangoLayout *subtitle;
  PangoLayout *converted; /* (nullable) */
  PangoLayout *amount;
  PangoLayout *pill;

  gboolean with_state;
  gboolean with_owner;
  char in_currency[4]; /* empty: each amount in its own */
};

G_DEFINE_FINAL_TYPE (OutlayExpenseRow, outlay_expense_row, GTK_TYPE_WIDGET)

static OutlayCategory *
get_category (OutlayExpenseRow *self)
{
  const char *id = outlay_expense_get_category (self->expense);

  return id != NULL ? outlay_category_store_find (self->categories, id) : NULL;
}

static const char *
get_title (OutlayExpenseRow *self)
{
  const char *merchant = outlay_expense_get_merchant (self->expense);

  return *merchant != '\0' ? merchant : _ ("New expense");
}

/* (nullable): what the amount comes to in the currency that is added up, where that is another one */
static const OutlayMoney *
get_converted (OutlayExpenseRow *self)
{
  const OutlayMoney *converted = outlay_expense_get_converted (self->expense);

  return converted != NULL && g_str_equal (converted->currency, self->in_currency) ? converted
                                                                                   : NULL;
}

/* The day first: it is short, and the end of the line is what gets cut. */
static char *
describe_day_and_category (OutlayExpenseRow *self, const char *today)
{
  OutlayCategory *category = get_category (self);
  g_autofree char *day = outlay_day_to_short_text (outlay_expense_get_day (self->expense), today);

  if (category == NULL)
    return g_steal_pointer (&day);
  if (*day == '\0')
    return g_strdup (outlay_category_get_name (category));

  /* Translators: the day of an expense, and what it was for. */
  return g_strdup_printf (_ ("%s · %s"), day, outlay_category_get_name (category));
}

static char *
describe (OutlayExpenseRow *self, const char *today)
{
  g_autofree char *subtitle = describe_day_and_category (self, today);
  g_autofree char *amount = NULL;

  if (self->with_owner)
    {
      g_autofree char *rest = g_steal_pointer (&subtitle);

      /* Translators: a person's name, and the day of their expense and what it was for. */
      subtitle = g_strdup_printf (_ ("%s · %s"), outlay_expense_get_owner_name (self->expense),
                                  rest);
    }

  if (get_converted (self) == NULL)
    return g_steal_pointer (&subtitle);

  amount = outlay_money_format (outlay_expense_get_amount (self->expense), NULL);

  /* Translators: an amount in its own currency, and the day of the expense and what it was for. */
  return g_strdup_printf (_ ("%s · %s"), amount, subtitle);
}

static void
clear_layouts (OutlayExpenseRow *self)
{
  g_clear_object (&self->title);
  g_clear_object (&self->subtitle);
  g_clear_object (&self->converted);
  g_clear_object (&self->amount);
  g_clear_object (&self->pill);
}

static PangoLayout *
create_layout (OutlayExpenseRow *self, const char *text, double scale, const char *features)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (scale != 1)
    pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (features != NULL)
    pango_attr_list_insert (attributes, pango_attr_font_features_new (features));

  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);

  return layout;
}

static void
ensure_layouts (OutlayExpenseRow *self)
{
  if (self->title != NULL)
    return;

  self->title = create_layout (self, get_title (self), 1, NULL);
  pango_layout_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  self->subtitle = create_layout (self, self->subtitle_text, SUBTITLE_SCALE, NULL);
  pango_layout_set_ellipsize (self->subtitle, PANGO_ELLIPSIZE_END);
  if (self->converted_text != NULL)
    self->converted = create_layout (self, self->converted_text, SUBTITLE_SCALE, "tnum=1");
  self->amount = create_layout (self, self->amount_text, 1, "tnum=1");
  self->pill = outlay_pill_create_layout (
      GTK_WIDGET (self), outlay_pill_choose_mark (outlay_expense_get_state (self->expense),
                                                  outlay_expense_get_delivery (self->expense)));
}

static gboolean
shows_pill (OutlayExpenseRow *self)
{
  return self->with_state || outlay_expense_get_delivery (self->expense) > OUTLAY_DELIVERY_WAITING;
}

/* Height of a line of text at @scale, from the font alone: nothing is shaped before it is seen. */
static int
get_line_height (GtkWidget *widget, double scale)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = pango_font_metrics_get_height (metrics);

  pango_font_metrics_unref (metrics);

  return PANGO_PIXELS_CEIL (height * scale);
}

static void
outlay_expense_row_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  int text;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  text = get_line_height (widget, 1) + LINE_GAP + get_line_height (widget, SUBTITLE_SCALE);
  *minimum = *natural = MAX (BADGE_SIZE, text) + 2;
}

/* Draws @layout in a box of the row that begins at @start from the leading edge. */
static void
snapshot_text (GtkWidget *widget,
               GtkSnapshot *snapshot,
               PangoLayout *layout,
               int start,
               int y,
               int width,
               gboolean at_end,
               const GdkRGBA *color)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = is_rtl ? gtk_widget_get_width (widget) - start - width : start;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  /* Pango turns both with the direction of the text, and the row wants them with its own. */
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, at_end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* The mark of what waits to be sent, beside the state; what needs attention has a pill of its
 * own. */
static int
snapshot_waiting_mark (GtkWidget *widget,
                       GtkSnapshot *snapshot,
                       int end,
                       int y,
                       int height,
                       const GdkRGBA *color)
{
  OutlayExpenseRow *self = OUTLAY_EXPENSE_ROW (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = is_rtl ? gtk_widget_get_width (widget) - end : end - MARK_SIZE;

  if (outlay_expense_get_delivery (self->expense) != OUTLAY_DELIVERY_WAITING)
    return 0;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y + (height - MARK_SIZE) / 2));
  outlay_icon_shape_snapshot (
      widget, snapshot, outlay_delivery_get_mark (OUTLAY_DELIVERY_WAITING).icon, MARK_SIZE, color);
  gtk_snapshot_restore (snapshot);

  return MARK_SIZE + 4;
}

/* Draws what stands at the end of the second line and returns how much room it takes. */
static int
snapshot_marks (GtkWidget *widget, GtkSnapshot *snapshot, int y, int line_height, const GdkRGBA *dim)
{
  OutlayExpenseRow *self = OUTLAY_EXPENSE_ROW (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int row_width = gtk_widget_get_width (widget);
  int width = 0, height = 0;

  if (shows_pill (self))
    {
      outlay_pill_measure_mark (self->pill, &width, &height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (is_rtl ? 0 : row_width - width,
                                                              y + (line_height - height) / 2));
      outlay_pill_snapshot_mark (
          widget, snapshot,
          outlay_pill_choose_mark (outlay_expense_get_state (self->expense),
                                   outlay_expense_get_delivery (self->expense)),
          self->pill);
      gtk_snapshot_restore (snapshot);
      width += 4;
    }

  return width + snapshot_waiting_mark (widget, snapshot, row_width - width, y, line_height, dim);
}

/* Draws what the amount comes to under it and returns how much room it takes: none where it would take that
 * of the day and the category. */
static int
snapshot_converted (GtkWidget *widget, GtkSnapshot *snapshot, int end, int y, const GdkRGBA *dim)
{
  OutlayExpenseRow *self = OUTLAY_EXPENSE_ROW (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int gap = end > 0 ? GAP : 0;
  int room, width, subtitle_width;

  if (self->converted == NULL)
    return 0;

  pango_layout_set_width (self->subtitle, -1);
  pango_layout_get_pixel_size (self->subtitle, &subtitle_width, NULL);
  pango_layout_set_width (self->converted, -1);
  pango_layout_get_pixel_size (self->converted, &width, NULL);
  room = gtk_widget_get_width (widget) - end - gap - width;
  if (room < BADGE_SIZE + GAP + subtitle_width + GAP)
    return 0;

  snapshot_text (widget, snapshot, self->converted, room, y, width, !is_rtl, dim);

  return gap + width;
}

static void
outlay_expense_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OutlayExpenseRow *self = OUTLAY_EXPENSE_ROW (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int text_start = BADGE_SIZE + GAP;
  int title_height, subtitle_height, amount_width, marks_width, y;
  GdkRGBA color, dim;

  if (self->expense == NULL)
    return;

  ensure_layouts (self);
  gtk_widget_get_color (widget, &color);
  dim = color;
  dim.alpha *= outlay_palette_get_dim ();

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (is_rtl ? width - BADGE_SIZE : 0, (height - BADGE_SIZE) / 2));
  outlay_category_badge_snapshot_at (widget, snapshot, get_category (self), BADGE_SIZE);
  gtk_snapshot_restore (snapshot);

  pango_layout_set_width (self->amount, -1);
  pango_layout_get_pixel_size (self->amount, &amount_width, &title_height);
  pango_layout_get_pixel_size (self->subtitle, NULL, &subtitle_height);
  y = (height - title_height - LINE_GAP - subtitle_height) / 2;

  snapshot_text (widget, snapshot, self->amount, width - amount_width, y, amount_width, TRUE,
                 &color);
  snapshot_text (widget, snapshot, self->title, text_start, y,
                 MAX (0, width - text_start - amount_width - GAP), is_rtl, &color);

  y += title_height + LINE_GAP;
  marks_width = snapshot_marks (widget, snapshot, y, subtitle_height, &dim);
  marks_width += snapshot_converted (widget, snapshot, marks_width, y, &dim);
  snapshot_text (widget, snapshot, self->subtitle, text_start, y,
                 MAX (0, width - text_start - marks_width - GAP), is_rtl, &dim);
}

static void
outlay_expense_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (outlay_expense_row_parent_class)->css_changed (widget, change);

  clear_layouts (OUTLAY_EXPENSE_ROW (widget));
}

static void
outlay_expense_row_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (outlay_expense_row_parent_class)->system_setting_changed (widget, setting);

  clear_layouts (OUTLAY_EXPENSE_ROW (widget));
}

static void
outlay_expense_row_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (outlay_expense_row_parent_class)->direction_changed (widget, previous);

  clear_layouts (OUTLAY_EXPENSE_ROW (widget));
}

static void
outlay_expense_row_finalize (GObject *object)
{
  OutlayExpenseRow *self = OUTLAY_EXPENSE_ROW (object);

  clear_layouts (self);
  g_clear_object (&self->categories);
  g_clear_object (&self->expense);
  g_free (self->amount_text);
  g_free (self->subtitle_text);
  g_free (self->converted_text);

  G_OBJECT_CLASS (outlay_expense_row_parent_class)->finalize (object);
}

static void
outlay_expense_row_class_init (OutlayExpenseRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = outlay_expense_row_finalize;

  widget_class->measure = outlay_expense_row_measure;
  widget_class->snapshot = outlay_expense_row_snapshot;
  widget_class->css_changed = outlay_expense_row_css_changed;
  widget_class->system_setting_changed = outlay_expense_row_system_setting_changed;
  widget_class->direction_changed = outlay_expense_row_direction_changed;

  gtk_widget_class_set_css_name (widget_class, "expenserow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
outlay_expense_row_init (OutlayExpenseRow *self)
{
}

GtkWidget *
outlay_expense_row_new (OutlayCategoryStore *categories, gboolean with_state)
{
  OutlayExpenseRow *self = g_object_new (OUTLAY_TYPE_EXPENSE_ROW, NULL);

  self->categories = g_object_ref (categories);
  self->with_state = with_state;

  return GTK_WIDGET (self);
}

void
outlay_expense_row_set_sum (OutlayExpenseRow *self, const char *currency, gboolean with_owner)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_ROW (self));
  g_return_if_fail (self->expense == NULL);

  g_strlcpy (self->in_currency, currency != NULL ? currency : "", sizeof self->in_currency);
  self->with_owner = with_owner;
}

void
outlay_expense_row_set_expense (OutlayExpenseRow *self, OutlayExpense *expense, const char *today)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_ROW (self));
  g_return_if_fail (expense == NULL || OUTLAY_IS_EXPENSE (expense));

  g_set_object (&self->expense, expense);
  clear_layouts (self);
  g_clear_pointer (&self->amount_text, g_free);
  g_clear_pointer (&self->subtitle_text, g_free);
  g_clear_pointer (&self->converted_text, g_free);

  if (expense != NULL)
    {
      const OutlayMoney *converted = get_converted (self);

      self->amount_text = outlay_money_format (
          converted != NULL ? converted : outlay_expense_get_amount (expense), NULL);
      self->subtitle_text = describe (self, today);
      if (converted == NULL)
        self->converted_text = outlay_converted_dup_short_text (expense);
    }

  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* For a screen reader, with what the amount comes to. */
static char *
describe_amount (OutlayExpenseRow *self)
{
  g_autofree char *converted = NULL;

  if (self->converted_text == NULL)
    return g_strdup (self->amount_text);

  converted = outlay_converted_dup_spoken_text (self->expense);

  /* Translators: an amount, and what it comes to in another currency */
  return g_strdup_printf (C_ ("amounts", "%1$s, %2$s"), self->amount_text, converted);
}

char *
outlay_expense_row_describe (OutlayExpenseRow *self)
{
  g_autofree char *amount = NULL;
  OutlayMark delivery;
  const char *state;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_ROW (self), NULL);

  if (self->expense == NULL)
    return g_strdup ("");

  amount = describe_amount (self);

  if (!self->with_state)
    /* Translators: an expense in one sentence: merchant, amount, category and day. */
    return g_strdup_printf (_ ("%s, %s, %s"), get_title (self), amount, self->subtitle_text);

  state = outlay_state_get_mark (outlay_expense_get_state (self->expense)).text;
  delivery = outlay_delivery_get_mark (outlay_expense_get_delivery (self->expense));

  if (delivery.text == NULL)
    /* Translators: an expense in one sentence: merchant, amount, category and day, state. */
    return g_strdup_printf (_ ("%s, %s, %s, %s"), get_title (self), amount, self->subtitle_text,
                            state);

  /* Translators: an expense in one sentence: merchant, amount, category and day, state, and whether
   * it has reached the company. */
  return g_strdup_printf (_ ("%s, %s, %s, %s, %s"), get_title (self), amount, self->subtitle_text,
                          state, delivery.text);
}
