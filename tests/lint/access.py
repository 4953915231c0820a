# SPDX-License-Identifier: GPL-3.0-or-later
"""Every control of the window says what it is: a role, a name, and for a picture alone also a tooltip.

A tooltip is no name: it is shown to who has a mouse. The templates are read; a name that depends on the moment is looked
for in the C file beside the template. What a screen reader hears of the running window is asked in tests/gui."""
import re
import xml.etree.ElementTree as ElementTree

import tree

CODE = ("src/app/*.c", "src/app/*/*.c")
BUTTONS = {"GtkButton", "GtkToggleButton", "GtkMenuButton", "GtkLinkButton", "AdwSplitButton"}
CHECKS = {"GtkCheckButton", "GtkSwitch", "GtkExpander"}
TEXTS = {"GtkEntry", "GtkPasswordEntry", "GtkSearchEntry", "GtkSpinButton", "GtkText", "GtkTextView"}
LISTS = {"GtkListView", "GtkGridView", "GtkColumnView", "GtkListBox", "GtkFlowBox", "GtkDropDown", "GtkComboBox",
         "GtkComboBoxText", "GtkScale"}
ROWS = {"AdwActionRow", "AdwComboRow", "AdwEntryRow", "AdwExpanderRow", "AdwPasswordEntryRow", "AdwPreferencesRow"}
CONTROLS = BUTTONS | CHECKS | TEXTS | LISTS | ROWS
# What shows the words of its own property.
NAMING = {**dict.fromkeys(BUTTONS | CHECKS, "label"), **dict.fromkeys(ROWS, "title")}
SETTERS = {"label": r"gtk_(?:menu_)?(?:button|check_button|expander)_set_label",
           "title": r"adw_preferences_row_set_title"}
DEFINED = re.compile(r"G_DEFINE_(?:FINAL_)?TYPE\w* \((\w+), \w+, (\w+)")
MADE = re.compile(r"(\w+) = (?:GTK_\w+ \()?(gtk_(?:menu_|toggle_)?button_new_from_icon_name|gtk_(?:entry|text_view|list_box|"
                  r"switch|drop_down|list_view|password_entry|search_entry|check_button)_new(?:_\w+)?|"
                  r"gtk_(?:menu_|toggle_)?button_new) \(")


def base_of(types, name):
    """The library's class that a class of ours is, by way of our own."""
    while name in types:
        name = types[name]
    return "".join(part.capitalize() for part in name.lower().replace("_type", "").split("_")) if "_" in name else name


def read_types():
    """Our own classes and what each is made from: GalleyBodyView: GTK_TYPE_TEXT_VIEW."""
    return dict(found for path in tree.files(*CODE) for found in DEFINED.findall(tree.read(path)))


def text_of(node, name):
    found = node.find(f"property[@name='{name}']")
    return "" if found is None else "".join(found.itertext()).strip()


def accessible(node, name):
    found = node.find(f"accessibility/*[@name='{name}']")
    return "" if found is None else (found.text or "").strip()


def is_named_in_c(node, what, code):
    """Whether the C file gives the widget of that id a name when it knows it."""
    widget = node.get("id")
    if not widget:
        return False
    word = rf"[^;]*\b{re.escape(widget)}\b[^;]*"
    return bool(re.search(SETTERS.get(what, "(?!)") + r" \(" + word, code)
                or re.search(r"gtk_accessible_update_(?:property|relation) \(" + word +
                             r"GTK_ACCESSIBLE_(?:PROPERTY_LABEL|RELATION_LABELLED_BY)", code))


def faults_of(node, base, code):
    """What one control lacks."""
    icon, what = text_of(node, "icon-name"), NAMING.get(base)
    content = node.find("property[@name='child']/object[@class='AdwButtonContent']")
    if content is not None:
        icon = ""
    words = (what and text_of(node, what)) or (content is not None and text_of(content, "label"))
    spoken = accessible(node, "label") or accessible(node, "labelled-by")
    if not words and not spoken and not is_named_in_c(node, what, code):
        yield "has no name"
    if base in BUTTONS and icon and not words:
        if not spoken:
            yield "shows a picture and has no label for who cannot see it"
        if not text_of(node, "tooltip-text"):
            yield "shows a picture and has no tooltip"
    # A title shows the name of a row; AdwComboRow and its like do not tell it (libadwaita 1.2).
    if base == "AdwComboRow" and not spoken:
        yield "has a title, which libadwaita 1.2 does not tell a screen reader: it needs an accessible label"


def check_template(path, types):
    code = tree.without_comments("".join(tree.read(other) for other in tree.files(f"{path.parent}/*.c")))
    root = ElementTree.fromstring(tree.read(path))
    for node in root.iter("object"):
        base = base_of(types, node.get("class"))
        where = f"{path}: {node.get('class')} {node.get('id') or text_of(node, 'action-name') or text_of(node, 'title')}"
        if base in CONTROLS and text_of(node, "focusable") != "false":
            for fault in faults_of(node, base, code):
                yield f"{where} {fault}"
        elif text_of(node, "focusable") == "true" and not text_of(node, "accessible-role"):
            yield f"{where} takes the focus and has no role"
    for node in root.iter("property"):
        if node.get("name") == "tooltip-text" and node.get("translatable") != "yes":
            yield f"{path}: the tooltip {node.text!r} cannot be translated"


def check_code(path):
    """A control that is made in C gets its name there."""
    code = tree.without_comments(tree.read(path))
    for found in MADE.finditer(code):
        variable, function = found.groups()
        rest = code[found.end():code.find("\n}", found.end())]
        where = f"{path}:{tree.line_of(code, found.start())}: {function}"
        # A row's title is the name of the control that the row activates: libadwaita sees to it.
        if not re.search(rf"\b{variable}\b[^;]*GTK_ACCESSIBLE_(?:PROPERTY_LABEL|RELATION_LABELLED_BY)"
                         rf"|adw_action_row_set_activatable_widget \([^;]*\b{variable}\)", rest):
            yield f"{where}: no accessible label"
        if "icon" in function and not re.search(rf"gtk_widget_set_tooltip_text \({variable}\b", rest):
            yield f"{where}: no tooltip"


def check():
    types = read_types()
    for path in tree.files("src/app/*/*.ui"):
        yield from check_template(path, types)
    for path in tree.files(*CODE):
        yield from check_code(path)
