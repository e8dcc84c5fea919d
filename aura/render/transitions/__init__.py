"""How one scene gives way to the next: each passage a pure function of its progress.

A frame is drawn from a frame of the scene before, one of the scene after, and a progress between 0 and 1,
neither of which is ever reached: those are the last and the first frame of the scenes themselves.

    mixtures   fade                             one share for the whole frame
    dips       fade-black, fade-white           each scene mixed with a colour
    masks      dissolve, wipes, smooth, circles, radial     a share for each sample
    slides     in four directions               both scenes move

Luma and chroma follow one geometry: a chroma sample changes when the light at its place does.
"""

from aura.render.transitions.passing import Draw, passing

__all__ = ["Draw", "passing"]
