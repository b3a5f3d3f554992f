//! The native border of Tandem: yrs documents as opaque handles, bytes in and bytes out.
