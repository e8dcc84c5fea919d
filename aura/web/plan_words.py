"""What the plan offers to choose from, in words."""

PACES = (("Chill", "Calm"), ("Conversational", "Conversational"), ("Fast", "Fast"))
DENSITIES = (
    ("Sparse", "Few scenes, about 20 s each"),
    ("Balanced", "About 12 s each"),
    ("Dense", "Many scenes, about 8 s each"),
)
FORMS = (
    ("explainer", "Explainer"),
    ("listicle", "List"),
    ("comparison", "Comparison"),
    ("story-time", "Story"),
    ("tutorial", "Tutorial"),
    ("product-showcase", "Product showcase"),
)
