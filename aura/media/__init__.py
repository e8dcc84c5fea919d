"""Media files and the programs that read and write them.

``processes`` is the only way to start a process: ``run`` a program to its end, or keep a ``Child`` that
answers requests.  ``ffmpeg`` knows the program, its build, and the terms on which user media may be
opened, ``open_media`` being the one place where the library does; ``codecs`` lists what it may be made
of, and ``tracks`` says which of a file's streams are meant.  ``Prober`` tells the ``Facts`` of a file.
What a file is called, and what type it is said to be, is never believed.

Decoders run in child processes only, bounded in memory and time: a crash or a hang in one costs a child
and refuses a file.
"""
